//===- TidyModule.cpp - Hosts the checks in clang-tidy and in clangd ------===//
//
// The only file that knows clang-tidy's check interface. Linked into
// memtidy.so for `clang-tidy -load`, and into memtidy-clangd.
//
//===----------------------------------------------------------------------===//

#include "checks/plugin/TidyModule.h"
#include "checks/Registry.h"
#include "checks/analysis/TuIndex.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include <map>
#include <mutex>
#include <set>

using namespace clang;
using namespace clang::tidy;
using namespace memtidy;

bool memtidy::SafeFixesHaveTitles = false;

namespace {

/// Reads options the way clang-tidy does, .clang-tidy inheritance included.
class TidyOptions final : public OptionReader {
public:
  TidyOptions(const CheckInfo &Info, const ClangTidyCheck::OptionsView &View,
              ClangTidyContext &Context)
      : OptionReader(Info), View(View), Context(Context) {}

  bool runsBeside(StringRef Other) const override {
    return Context.isCheckEnabled(Other);
  }

private:
  std::optional<std::string> lookup(StringRef Name) const override {
    if (std::optional<StringRef> Value = View.get(Name))
      return Value->str();
    return std::nullopt;
  }

  void complain(StringRef Option, const Twine &Message) const override {
    Context.configurationDiag("option '%0.%1': %2")
        << Info.Name << Option << Message.str();
  }

  const ClangTidyCheck::OptionsView &View;
  ClangTidyContext &Context;
};

/// Gives all checks of one TU the same TuIndex. clangd builds TUs on several
/// threads; a ClangTidyContext belongs to one of them.
class IndexPool {
public:
  std::shared_ptr<std::unique_ptr<TuIndex>> slotFor(ClangTidyContext *Context) {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::weak_ptr<std::unique_ptr<TuIndex>> &Known = Slots[Context];
    std::shared_ptr<std::unique_ptr<TuIndex>> Slot = Known.lock();
    if (!Slot)
      Known = Slot = std::make_shared<std::unique_ptr<TuIndex>>();
    return Slot;
  }

private:
  std::mutex Mutex;
  std::map<ClangTidyContext *, std::weak_ptr<std::unique_ptr<TuIndex>>> Slots;
};

class HostedCheck final : public ClangTidyCheck {
public:
  HostedCheck(const CheckInfo &Info, StringRef Name, ClangTidyContext *Context,
              IndexPool &Pool)
      : ClangTidyCheck(Name, Context), Info(Info),
        Reader(Info, Options, *Context), Lowest(Reader.getLevel()),
        Hosted(Info.Create(Reader)), Index(Pool.slotFor(Context)) {}

  std::optional<TraversalKind> getCheckTraversalKind() const override {
    return TK_IgnoreUnlessSpelledInSource;
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addDynamicMatcher(Hosted->matcher(), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Match) override {
    if (!*Index)
      *Index = std::make_unique<TuIndex>(*Match.Context);
    Hosted->run({Match.Nodes, *Match.Context, **Index}, [&](Finding Found) {
      if (Found.Sureness >= Lowest)
        report(Found);
    });
  }

  void onEndOfTranslationUnit() override {
    Index->reset();
    for (auto &Lines : Inserted)
      Lines.clear();
  }

  void storeOptions(ClangTidyOptions::OptionMap &Map) override {
    for (ArrayRef<OptionInfo> Table : {Info.Options, commonOptions()})
      for (const OptionInfo &Option : Table)
        Options.store(Map, Option.Name, Reader.getString(Option.Name));
  }

private:
  void report(const Finding &Found) {
    // clangd drops notes inside macros: they go where the macro is used, as
    // in the driver.
    const SourceManager &Sources = (*Index)->context().getSourceManager();
    auto Place = [&](SourceLocation Loc) { return Sources.getFileLoc(Loc); };
    {
      DiagnosticBuilder Warning = say(Found.Loc, Found.Message);
      if (Found.Highlight.isValid())
        Warning << Found.Highlight;
      const Fix *Safe = firstFix(Found, Trust::Safe);
      if (Safe && !SafeFixesHaveTitles)
        attach(Warning, *Safe);
    }
    for (const Step &S : Found.Steps)
      say(Place(S.Loc), S.Message, DiagnosticIDs::Note);
    for (const Step &S : Found.Related)
      say(Place(S.Loc), S.Message, DiagnosticIDs::Note);
    // clang-tidy applies fix-its of notes only when asked with --fix-notes.
    for (const Fix &F : Found.Fixes)
      if (F.Safety != Trust::Safe || SafeFixesHaveTitles) {
        DiagnosticBuilder Note =
            say(Place(Found.Loc), noteOf(F), DiagnosticIDs::Note);
        attach(Note, F);
      }
  }

  static std::string noteOf(const Fix &F) {
    return F.Reason.empty() ? F.Title : F.Title + ": " + F.Reason;
  }

  // Messages are finished text: a '%' in them is no placeholder.
  DiagnosticBuilder say(SourceLocation Loc, StringRef Text,
                        DiagnosticIDs::Level Level = DiagnosticIDs::Warning) {
    return diag(Loc, "%0", Level) << Text;
  }

  static const Fix *firstFix(const Finding &Found, Trust Wanted) {
    const auto *It = llvm::find_if(
        Found.Fixes, [&](const Fix &F) { return F.Safety == Wanted; });
    return It == Found.Fixes.end() ? nullptr : It;
  }

  void attach(DiagnosticBuilder &Diagnostic, const Fix &F) {
    for (const Edit &E : F.Edits)
      if (SafeFixesHaveTitles || !isInsertedAlready(E, F.Safety))
        Diagnostic << FixItHint::CreateReplacement(E.Range, E.Text);
  }

  // clang-tidy applies what several fixes insert, such as an #include, as often
  // as it is offered. Safe fixes must not rely on what unsafe ones bring.
  bool isInsertedAlready(const Edit &E, Trust Safety) {
    if (E.Range.getBegin() != E.Range.getEnd() ||
        !StringRef(E.Text).ends_with("\n"))
      return false;
    const std::pair Line(E.Range.getBegin(), E.Text);
    if (Safety != Trust::Safe && Inserted[0].count(Line))
      return true;
    return !Inserted[Safety == Trust::Safe ? 0 : 1].insert(Line).second;
  }

  const CheckInfo &Info;
  TidyOptions Reader;
  const Level Lowest;
  std::unique_ptr<Check> Hosted;
  std::shared_ptr<std::unique_ptr<TuIndex>> Index;
  /// Whole lines that safe fixes, and others, have inserted in this TU.
  std::set<std::pair<SourceLocation, std::string>> Inserted[2];
};

class MemtidyModule final : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    // The factories outlive the module object.
    auto Pool = std::make_shared<IndexPool>();
    for (const RegisteredCheck &Registered : allChecks()) {
      const CheckInfo &Info = *Registered.Info;
      Factories.registerCheckFactory(
          Info.Name, [Pool, &Info](StringRef Name, ClangTidyContext *Context) {
            return std::make_unique<HostedCheck>(Info, Name, Context, *Pool);
          });
    }
  }
};

} // namespace

static ClangTidyModuleRegistry::Add<MemtidyModule>
    Registration("memtidy", "Finds memory anti-patterns.");
