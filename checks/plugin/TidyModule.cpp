//===- TidyModule.cpp - Hosts the checks in clang-tidy and in clangd ------===//
//
// The only file that knows clang-tidy's check interface. Linked into
// memtidy.so for `clang-tidy -load`, and into memtidy-clangd.
//
//===----------------------------------------------------------------------===//

#include "checks/plugin/TidyModule.h"
#include "checks/Registry.h"
#include "checks/analysis/AllowAttributes.h"
#include "checks/analysis/FilePaths.h"
#include "checks/analysis/TuIndex.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "checks/plugin/ProjectRules.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "llvm/Support/Path.h"
#include <map>
#include <mutex>
#include <set>

using namespace clang;
using namespace clang::tidy;
using namespace memtidy;

bool memtidy::SafeFixesHaveTitles = false;

namespace {

/// Reads options the way clang-tidy does, .clang-tidy inheritance included;
/// what it does not say, .memtidy.yaml may.
class TidyOptions final : public OptionReader {
public:
  TidyOptions(const CheckInfo &Info, const ClangTidyCheck::OptionsView &View,
              ClangTidyContext &Context, const ProjectRules &Rules)
      : OptionReader(Info), View(View), Context(Context), Rules(Rules) {}

  bool runsBeside(StringRef Other) const override {
    return Context.isCheckEnabled(Other);
  }

private:
  std::optional<std::string> lookup(StringRef Name) const override {
    if (std::optional<StringRef> Value = View.get(Name))
      return Value->str();
    if (const ConfigText *Value = Rules.option(Info.Name, Name))
      return Value->Text;
    return std::nullopt;
  }

  void complain(StringRef Option, const Twine &Message) const override {
    std::string Place;
    if (const ConfigText *Value = Rules.option(Info.Name, Option);
        Value && !View.get(Option))
      Place = toString(Value->Place) + ": ";
    Context.configurationDiag("%0option '%1.%2': %3")
        << Place << Info.Name << Option << Message.str();
  }

  const ClangTidyCheck::OptionsView &View;
  ClangTidyContext &Context;
  const ProjectRules &Rules;
};

/// What the checks of one TU share.
struct TuState {
  std::unique_ptr<TuIndex> Index;
  /// The main file that the rules are for.
  std::string File;
  std::shared_ptr<const ProjectRules> Rules;
  /// Why there are no rules, until somebody has said so.
  std::string Mistake;
};

/// Gives all checks of one TU the same state. clangd builds TUs on several
/// threads; a ClangTidyContext belongs to one of them.
class StatePool {
public:
  std::shared_ptr<TuState> stateFor(ClangTidyContext *Context) {
    std::shared_ptr<TuState> State = slotFor(Context);
    std::string File = mainFile(*Context);
    if (!State->Rules || State->File != File)
      loadRules(*State, std::move(File));
    return State;
  }

private:
  std::shared_ptr<TuState> slotFor(ClangTidyContext *Context) {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::weak_ptr<TuState> &Known = Slots[Context];
    std::shared_ptr<TuState> State = Known.lock();
    if (!State)
      Known = State = std::make_shared<TuState>();
    return State;
  }

  // Empty where there is none: clang-tidy makes checks to ask for their names.
  static std::string mainFile(const ClangTidyContext &Context) {
    SmallString<256> File(Context.getCurrentFile());
    if (File.empty())
      return "";
    llvm::sys::path::make_absolute(Context.getCurrentBuildDirectory(), File);
    return std::string(File);
  }

  // Each TU reads anew: in clangd, the file may have changed.
  static void loadRules(TuState &State, std::string File) {
    State.File = std::move(File);
    State.Mistake.clear();
    State.Rules = std::make_shared<ProjectRules>();
    if (State.File.empty())
      return;
    if (Expected<ProjectRules> Rules = ProjectRules::load(State.File))
      State.Rules = std::make_shared<ProjectRules>(std::move(*Rules));
    else
      State.Mistake = toString(Rules.takeError());
  }

  std::mutex Mutex;
  std::map<ClangTidyContext *, std::weak_ptr<TuState>> Slots;
};

class HostedCheck final : public ClangTidyCheck {
public:
  HostedCheck(const CheckInfo &Info, StringRef Name, ClangTidyContext *Context,
              StatePool &Pool)
      : ClangTidyCheck(Name, Context), Info(Info),
        State(Pool.stateFor(Context)), Rules(State->Rules),
        Reader(Info, Options, *Context, *Rules), Lowest(Reader.getLevel()),
        Hosted(Info.Create(Reader)) {
    if (SafeFixesHaveTitles || State->Mistake.empty())
      return;
    configurationDiag("%0", DiagnosticIDs::Error) << State->Mistake;
    State->Mistake.clear();
  }

  // clangd shows only what has a place.
  void registerPPCallbacks(const SourceManager &Sources, Preprocessor *,
                           Preprocessor *) override {
    if (State->Mistake.empty())
      return;
    diag(Sources.getLocForStartOfFile(Sources.getMainFileID()), "%0",
         DiagnosticIDs::Error)
        << State->Mistake;
    State->Mistake.clear();
  }

  std::optional<TraversalKind> getCheckTraversalKind() const override {
    return TK_IgnoreUnlessSpelledInSource;
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addDynamicMatcher(Hosted->matcher(), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Match) override {
    if (!State->Index)
      State->Index = std::make_unique<TuIndex>(*Match.Context);
    Hosted->run({Match.Nodes, *Match.Context, *State->Index},
                [&](Finding Found) {
                  if (isWanted(Found))
                    report(Found);
                });
  }

  void onEndOfTranslationUnit() override {
    State->Index.reset();
    for (auto &Lines : Inserted)
      Lines.clear();
  }

  void storeOptions(ClangTidyOptions::OptionMap &Map) override {
    for (ArrayRef<OptionInfo> Table : {Info.Options, commonOptions()})
      for (const OptionInfo &Option : Table)
        Options.store(Map, Option.Name, Reader.getString(Option.Name));
  }

private:
  bool isWanted(const Finding &Found) const {
    const SourceManager &Sources = State->Index->context().getSourceManager();
    if (State->Index->get<AllowAttributes>().cover(Info.Name, Found.Loc))
      return false;
    FilePaths Paths(Sources);
    const FileID File = Sources.getFileID(Sources.getFileLoc(Found.Loc));
    return Rules->wants({Info.Name, Found.Subject.Name, Paths.of(File)},
                        Found.Sureness, Lowest);
  }

  void report(const Finding &Found) {
    // clangd drops notes inside macros: they go where the macro is used, as
    // in the driver.
    const SourceManager &Sources = State->Index->context().getSourceManager();
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
  const std::shared_ptr<TuState> State;
  const std::shared_ptr<const ProjectRules> Rules;
  TidyOptions Reader;
  const Level Lowest;
  std::unique_ptr<Check> Hosted;
  /// Whole lines that safe fixes, and others, have inserted in this TU.
  std::set<std::pair<SourceLocation, std::string>> Inserted[2];
};

class MemtidyModule final : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    // The factories outlive the module object.
    auto Pool = std::make_shared<StatePool>();
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
