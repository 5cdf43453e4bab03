//===- FactJson.cpp - Facts as JSON ---------------------------------------===//

#include "checks/model/FactJson.h"
#include "llvm/ADT/StringMap.h"

using namespace llvm;
using namespace memtidy;

namespace {

class Writer {
public:
  json::Value write(const Program &Facts) {
    json::Array Records, Functions, Maps, Results, Captures;
    for (const RecordFact *Record : Facts.records())
      Records.push_back(value(*Record));
    for (const FunctionFact *Function : Facts.functions())
      Functions.push_back(value(*Function));
    for (const MapFact *Map : Facts.maps())
      Maps.push_back(value(*Map));
    for (const ResultFact *Result : Facts.results())
      Results.push_back(value(*Result));
    for (const CaptureFact *Capture : Facts.captures())
      Captures.push_back(value(*Capture));
    return json::Object{{"version", FactsVersion},
                        {"whole", Facts.Whole},
                        {"unread", Facts.Unread},
                        {"part", Facts.OnlyPart},
                        {"strings", std::move(Strings)},
                        {"records", std::move(Records)},
                        {"functions", std::move(Functions)},
                        {"maps", std::move(Maps)},
                        {"results", std::move(Results)},
                        {"captures", std::move(Captures)}};
  }

private:
  json::Value value(const std::string &Text) {
    auto [Known, IsNew] = Numbers.try_emplace(Text, Strings.size());
    if (IsNew)
      Strings.push_back(json::isUTF8(Text) ? Text : json::fixUTF8(Text));
    return Known->second;
  }
  json::Value value(unsigned Number) { return Number; }
  json::Value value(bool Flag) { return Flag; }
  template <typename T>
    requires std::is_enum_v<T>
  json::Value value(T Enumerator) {
    return static_cast<unsigned>(Enumerator);
  }
  template <typename T> json::Value value(const std::vector<T> &Values) {
    json::Array All;
    for (const T &One : Values)
      All.push_back(value(One));
    return All;
  }
  template <typename... Ts> json::Value tuple(const Ts &...Parts) {
    return json::Array{value(Parts)...};
  }
  json::Value value(const FactLocation &F) {
    return tuple(F.Path, F.Line, F.Col);
  }
  json::Value value(const EdgeFact &F) {
    return tuple(F.Target, F.Kind, F.ConstTarget);
  }
  json::Value value(const FieldFact &F) {
    return tuple(F.Usr, F.Name, F.Type, F.Loc, F.Edges, F.IsContainer,
                 F.Suppressed);
  }
  json::Value value(const RecordFact &F) {
    return tuple(F.Usr, F.Name, F.Loc, F.Fields, F.Bases);
  }
  json::Value value(const PathHop &F) { return tuple(F.Field, F.Element); }
  json::Value value(const ObjectPath &F) {
    // Most paths are unknown or a plain root.
    if (F.Hops.empty() && F.Global.empty())
      return F.Index == 0 ? tuple(F.From) : tuple(F.From, F.Index);
    return tuple(F.From, F.Index, F.Global, F.Hops);
  }
  json::Value value(const GuardFact &F) { return tuple(F.Id, F.Arm); }
  json::Value value(const OperationFact &F) {
    return tuple(F.Does, F.Variable, F.Place, F.Value, F.Entity, F.Callee,
                 F.Arguments, F.Loc, F.Guards, F.Text);
  }
  json::Value value(const FunctionFact &F) {
    return tuple(F.Usr, F.Name, F.Loc, F.Is, F.Parent, F.Parameters,
                 F.CalledUnseen, F.IsPrivate, F.Assumed, F.Operations);
  }
  json::Value value(const ValueTypeFact &F) {
    return tuple(F.Name, F.Size, F.Align, F.HeapBytes);
  }
  json::Value value(const MapKeyFact &F) {
    return tuple(F.Key, F.Types, F.KeyBytes, F.IsWritten, F.IsRead, F.IsAsked,
                 F.Loc);
  }
  json::Value value(const BucketsFact &F) { return tuple(F.Keys, F.Bytes); }
  json::Value value(const MapFact &F) {
    return tuple(F.Usr, F.Name, F.Loc, F.Is, F.Escape, F.IsOpen, F.Suppressed,
                 F.Awaits, F.Seen, F.HandleBytes, F.FixedBytes, F.EntryBytes,
                 F.Buckets, F.Mapped, F.Keys);
  }

  json::Value value(const ResultUseFact &F) {
    return tuple(F.Loc, F.How, F.NeedsWhole, F.ChangesUnnamed, F.Applies);
  }
  json::Value value(const ResultFact &F) {
    return tuple(F.Usr, F.Name, F.Loc, F.Builds, F.Type, F.ElementBytes,
                 F.AtMost, F.FilledAt, F.IsInternal, F.MayReject,
                 F.ReadsGlobals, F.Suppressed, F.Uses);
  }

  json::Value value(const NamedFunctionFact &F) {
    return tuple(F.Usr, F.Name, F.Loc);
  }
  json::Value value(const OwningFieldFact &F) { return tuple(F.Name, F.Loc); }
  json::Value value(const CalledFact &F) { return tuple(F.Usr, F.OnBranch); }
  json::Value value(const UnseenSetterFact &F) {
    return tuple(F.Usr, F.Parameter, F.Inferences);
  }
  json::Value value(const EndingFact &F) {
    return tuple(F.Usr, F.Clears, F.IsSeen);
  }
  json::Value value(const CaptureFact &F) {
    return tuple(F.Usr, F.Discriminator, F.Loc, F.Token, F.Capture, F.OwnerUsr,
                 F.OwnerName, F.Owner, F.Bytes, F.Coroutine, F.IsAlone, F.Place,
                 F.Owning, F.Kind, F.Inferences, F.InCallee, F.HandedOver,
                 F.KeptAt, F.Setter, F.Breaks, F.ClearedBy, F.ClearedAt,
                 F.ByDestructor, F.MissedBy, F.Renews, F.Holders, F.Classes,
                 F.Runs, F.Endings, F.Weighed, F.Awaits, F.IsOpen);
  }

  json::Array Strings;
  StringMap<unsigned> Numbers;
};

/// Reads what Writer wrote; remembers that something did not fit.
class Reader {
public:
  bool read(const json::Object &Root, Program &Facts) {
    const json::Array *Texts = Root.getArray("strings");
    const json::Array *Records = Root.getArray("records");
    const json::Array *Functions = Root.getArray("functions");
    const json::Array *Maps = Root.getArray("maps");
    const json::Array *Results = Root.getArray("results");
    const json::Array *Captures = Root.getArray("captures");
    if (!Texts || !Records || !Functions || !Maps || !Results || !Captures)
      return false;
    for (const json::Value &Text : *Texts)
      Strings.push_back(Text.getAsString().value_or("").str());
    for (const json::Value &Json : *Records) {
      RecordFact Record;
      get(Json, Record);
      Facts.add(std::move(Record));
    }
    for (const json::Value &Json : *Functions) {
      FunctionFact Function;
      get(Json, Function);
      Facts.add(std::move(Function));
    }
    for (const json::Value &Json : *Maps) {
      MapFact Map;
      get(Json, Map);
      Facts.add(std::move(Map));
    }
    for (const json::Value &Json : *Results) {
      ResultFact Result;
      get(Json, Result);
      Facts.add(std::move(Result));
    }
    for (const json::Value &Json : *Captures) {
      CaptureFact Capture;
      get(Json, Capture);
      Facts.add(std::move(Capture));
    }
    Facts.Whole = Root.getBoolean("whole").value_or(false);
    Facts.Unread = Root.getInteger("unread").value_or(0);
    Facts.OnlyPart = Root.getBoolean("part").value_or(false);
    return Good;
  }

private:
  void get(const json::Value &Json, unsigned &Number) {
    std::optional<int64_t> Read = Json.getAsInteger();
    Good &= Read && *Read >= 0 && *Read <= UINT32_MAX;
    Number = Good ? *Read : 0;
  }
  void get(const json::Value &Json, bool &Flag) {
    std::optional<bool> Read = Json.getAsBoolean();
    Good &= Read.has_value();
    Flag = Read.value_or(false);
  }
  void get(const json::Value &Json, std::string &Text) {
    unsigned Number = 0;
    get(Json, Number);
    Good &= Number < Strings.size();
    Text = Good ? Strings[Number] : std::string();
  }
  template <typename T> void getEnum(const json::Value &Json, T &Into, T Last) {
    unsigned Number = 0;
    get(Json, Number);
    Good &= Number <= static_cast<unsigned>(Last);
    Into = Good ? static_cast<T>(Number) : T();
  }
  void get(const json::Value &Json, EdgeKind &Kind) {
    getEnum(Json, Kind, EdgeKind::Shared);
  }
  void get(const json::Value &Json, ObjectPath::Root &From) {
    getEnum(Json, From, ObjectPath::Root::Global);
  }
  void get(const json::Value &Json, OperationFact::Kind &Does) {
    getEnum(Json, Does, OperationFact::Kind::Return);
  }
  void get(const json::Value &Json, FunctionFact::Kind &Is) {
    getEnum(Json, Is, FunctionFact::Kind::Destructor);
  }
  void get(const json::Value &Json, MapFact::Place &Is) {
    getEnum(Json, Is, MapFact::Place::Static);
  }
  template <typename T>
  void get(const json::Value &Json, std::vector<T> &Values) {
    const json::Array *All = Json.getAsArray();
    Good &= All != nullptr;
    if (!All)
      return;
    Values.resize(All->size());
    for (size_t I = 0; I < All->size(); ++I)
      get((*All)[I], Values[I]);
  }
  /// Reads an array into Parts; it may end early.
  template <typename... Ts>
  void tuple(const json::Value &Json, size_t AtLeast, Ts &...Parts) {
    const json::Array *All = Json.getAsArray();
    Good &= All && All->size() >= AtLeast && All->size() <= sizeof...(Parts);
    if (!Good)
      return;
    size_t Next = 0;
    auto One = [&](auto &Part) {
      if (Next < All->size())
        get((*All)[Next++], Part);
    };
    (One(Parts), ...);
  }
  void get(const json::Value &Json, FactLocation &F) {
    tuple(Json, 3, F.Path, F.Line, F.Col);
  }
  void get(const json::Value &Json, EdgeFact &F) {
    tuple(Json, 3, F.Target, F.Kind, F.ConstTarget);
  }
  void get(const json::Value &Json, FieldFact &F) {
    tuple(Json, 7, F.Usr, F.Name, F.Type, F.Loc, F.Edges, F.IsContainer,
          F.Suppressed);
  }
  void get(const json::Value &Json, RecordFact &F) {
    tuple(Json, 5, F.Usr, F.Name, F.Loc, F.Fields, F.Bases);
  }
  void get(const json::Value &Json, PathHop &F) {
    tuple(Json, 2, F.Field, F.Element);
  }
  void get(const json::Value &Json, ObjectPath &F) {
    tuple(Json, 1, F.From, F.Index, F.Global, F.Hops);
  }
  void get(const json::Value &Json, GuardFact &F) {
    tuple(Json, 2, F.Id, F.Arm);
  }
  void get(const json::Value &Json, OperationFact &F) {
    tuple(Json, 10, F.Does, F.Variable, F.Place, F.Value, F.Entity, F.Callee,
          F.Arguments, F.Loc, F.Guards, F.Text);
  }
  void get(const json::Value &Json, FunctionFact &F) {
    tuple(Json, 10, F.Usr, F.Name, F.Loc, F.Is, F.Parent, F.Parameters,
          F.CalledUnseen, F.IsPrivate, F.Assumed, F.Operations);
  }
  void get(const json::Value &Json, ValueTypeFact &F) {
    tuple(Json, 4, F.Name, F.Size, F.Align, F.HeapBytes);
  }
  void get(const json::Value &Json, MapKeyFact &F) {
    tuple(Json, 7, F.Key, F.Types, F.KeyBytes, F.IsWritten, F.IsRead, F.IsAsked,
          F.Loc);
  }
  void get(const json::Value &Json, BucketsFact &F) {
    tuple(Json, 2, F.Keys, F.Bytes);
  }
  void get(const json::Value &Json, MapFact &F) {
    tuple(Json, 15, F.Usr, F.Name, F.Loc, F.Is, F.Escape, F.IsOpen,
          F.Suppressed, F.Awaits, F.Seen, F.HandleBytes, F.FixedBytes,
          F.EntryBytes, F.Buckets, F.Mapped, F.Keys);
  }
  void get(const json::Value &Json, ResultUse &How) {
    getEnum(Json, How, ResultUse::Kept);
  }
  void get(const json::Value &Json, ResultUseFact &F) {
    tuple(Json, 5, F.Loc, F.How, F.NeedsWhole, F.ChangesUnnamed, F.Applies);
  }
  void get(const json::Value &Json, ResultFact &F) {
    tuple(Json, 13, F.Usr, F.Name, F.Loc, F.Builds, F.Type, F.ElementBytes,
          F.AtMost, F.FilledAt, F.IsInternal, F.MayReject, F.ReadsGlobals,
          F.Suppressed, F.Uses);
  }

  void get(const json::Value &Json, StoreKind &Kind) {
    getEnum(Json, Kind, StoreKind::Queued);
  }
  void get(const json::Value &Json, Breaker &Breaks) {
    getEnum(Json, Breaks, Breaker::OnEveryWay);
  }
  void get(const json::Value &Json, NamedFunctionFact &F) {
    tuple(Json, 3, F.Usr, F.Name, F.Loc);
  }
  void get(const json::Value &Json, OwningFieldFact &F) {
    tuple(Json, 2, F.Name, F.Loc);
  }
  void get(const json::Value &Json, CalledFact &F) {
    tuple(Json, 2, F.Usr, F.OnBranch);
  }
  void get(const json::Value &Json, UnseenSetterFact &F) {
    tuple(Json, 3, F.Usr, F.Parameter, F.Inferences);
  }
  void get(const json::Value &Json, EndingFact &F) {
    tuple(Json, 3, F.Usr, F.Clears, F.IsSeen);
  }
  void get(const json::Value &Json, CaptureFact &F) {
    tuple(Json, 32, F.Usr, F.Discriminator, F.Loc, F.Token, F.Capture,
          F.OwnerUsr, F.OwnerName, F.Owner, F.Bytes, F.Coroutine, F.IsAlone,
          F.Place, F.Owning, F.Kind, F.Inferences, F.InCallee, F.HandedOver,
          F.KeptAt, F.Setter, F.Breaks, F.ClearedBy, F.ClearedAt,
          F.ByDestructor, F.MissedBy, F.Renews, F.Holders, F.Classes, F.Runs,
          F.Endings, F.Weighed, F.Awaits, F.IsOpen);
  }

  std::vector<std::string> Strings;
  bool Good = true;
};

} // namespace

json::Value memtidy::toJSON(const Program &Facts) {
  return Writer().write(Facts);
}

bool memtidy::fromJSON(const json::Value &Json, Program &Facts,
                       json::Path Path) {
  const json::Object *Root = Json.getAsObject();
  if (!Root || Root->getInteger("version") != FactsVersion) {
    Path.report("expected facts of the version that this memtidy writes");
    return false;
  }
  if (Reader().read(*Root, Facts))
    return true;
  Path.report("expected facts");
  return false;
}
