//===- CompileDatabase.cpp - From compile_commands.json to TUs ------------===//

#include "driver/project/CompileDatabase.h"
#include "driver/project/CommandFilter.h"
#include "driver/support/ParseJson.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace memtidy;
using clang::tooling::CompilationDatabase;
using clang::tooling::CompileCommand;
using clang::tooling::JSONCompilationDatabase;
using llvm::SmallString;
namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

static constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";
static constexpr llvm::StringLiteral HowToMake =
    "CMake writes one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, other build "
    "systems with 'bear -- <build command>'";

static std::string absolute(llvm::StringRef Path, llvm::StringRef Directory) {
  SmallString<256> Result(Path);
  path::make_absolute(Directory, Result);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

static std::string absolute(llvm::StringRef Path) {
  SmallString<256> Result(Path);
  // Fails only without a current folder, and then keeps the path.
  (void)fs::make_absolute(Result);
  return absolute(Result, "");
}

static std::string realPath(llvm::StringRef Path) {
  SmallString<256> Result;
  if (fs::real_path(Path, Result))
    return absolute(Path);
  return Result.str().str();
}

// Looks in Start and its parents, like clangd also in their folder "build".
static std::optional<std::string> findUpward(llvm::StringRef Start) {
  for (llvm::StringRef Dir = Start; !Dir.empty(); Dir = path::parent_path(Dir))
    for (llvm::StringRef Below : {"", "build"}) {
      SmallString<256> File(Dir);
      path::append(File, Below, DatabaseName);
      if (fs::is_regular_file(File))
        return File.str().str();
    }
  return std::nullopt;
}

static llvm::Expected<std::string>
findDatabase(const DatabaseRequest &Request) {
  if (!Request.BuildDir.empty()) {
    SmallString<256> File(absolute(Request.BuildDir));
    if (fs::is_directory(File))
      path::append(File, DatabaseName);
    if (fs::exists(File))
      return File.str().str();
    return llvm::createStringError("there is no " + File + "; " + HowToMake);
  }
  const std::string Here = absolute(".");
  std::vector<std::string> Starts;
  if (!Request.Paths.empty())
    Starts.push_back(realPath(Request.Paths.front()));
  Starts.push_back(Here);
  for (const std::string &Start : Starts)
    if (std::optional<std::string> Found = findUpward(Start))
      return *Found;
  return llvm::createStringError(
      "no " + DatabaseName + " in " + Starts.front() +
      " or above; name its folder with -p, or give the flags of one file: "
      "memtidy check FILE -- FLAGS. " +
      HowToMake);
}

// Says what is wrong in words; clang's reader would only say that something is.
static llvm::Error validate(llvm::StringRef Text) {
  if (Text.trim().empty())
    return llvm::createStringError("the file is empty; was the build "
                                   "configured to the end?");
  if (!llvm::json::isUTF8(Text))
    return llvm::createStringError(
        "the file is not valid UTF-8; write it anew");
  if (isNestedTooDeep(Text))
    return llvm::createStringError("this is not a compile database");
  llvm::Expected<llvm::json::Value> Root = llvm::json::parse(Text);
  if (!Root)
    return llvm::createStringError(
        "the file is damaged or was cut off; configure the build again (" +
        llvm::toString(Root.takeError()) + ")");
  const llvm::json::Array *Entries = Root->getAsArray();
  if (!Entries)
    return llvm::createStringError("a compile database is a JSON array");
  if (Entries->empty())
    return llvm::createStringError("the compile database has no entries");
  for (const auto &[Index, Entry] : llvm::enumerate(*Entries)) {
    const llvm::json::Object *Object = Entry.getAsObject();
    if (!Object || !Object->getString("file") ||
        !Object->getString("directory") ||
        !(Object->getString("command") || Object->getArray("arguments")))
      return llvm::createStringError(
          "entry " + llvm::Twine(Index + 1) +
          " lacks \"file\", \"directory\" or \"command\"");
  }
  return llvm::Error::success();
}

static llvm::Expected<std::vector<CompileCommand>>
readCommands(const std::string &File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createFileError(File, Buffer.getError());
  if (llvm::Error Bad = validate((*Buffer)->getBuffer()))
    return llvm::createFileError(File, std::move(Bad));

  std::string Message;
  std::unique_ptr<CompilationDatabase> Database =
      JSONCompilationDatabase::loadFromBuffer(
          (*Buffer)->getBuffer(), Message,
          clang::tooling::JSONCommandLineSyntax::AutoDetect);
  if (!Database)
    return llvm::createFileError(File, llvm::createStringError(Message));
  // A compiler for another machine is known by its name.
  llvm::InitializeAllTargetInfos();
  Database = clang::tooling::inferTargetAndDriverMode(
      clang::tooling::expandResponseFiles(std::move(Database),
                                          llvm::vfs::getRealFileSystem()));
  return Database->getAllCompileCommands();
}

namespace {

/// The files and folders that the user named.
class PathFilter {
public:
  static llvm::Expected<PathFilter> create(llvm::ArrayRef<std::string> Paths) {
    PathFilter Filter;
    for (const std::string &Path : Paths) {
      fs::file_status Status;
      if (std::error_code Failed = fs::status(Path, Status))
        return llvm::createFileError(Path, Failed);
      Filter.Wanted.push_back({Path, realPath(Path), fs::is_directory(Status)});
    }
    return Filter;
  }

  bool accepts(llvm::StringRef File) {
    if (Wanted.empty())
      return true;
    const std::string Real = realPath(File);
    bool Accepted = false;
    for (Entry &E : Wanted)
      if (E.contains(Real))
        Accepted = E.Used = true;
    return Accepted;
  }

  /// Returns an error for the first path that accepted nothing.
  llvm::Error unused(llvm::StringRef Database) const {
    for (const Entry &E : Wanted)
      if (!E.Used)
        return llvm::createStringError(
            E.IsFolder ? "no C++ file of " + Database + " is below " + E.Given
                       : E.Given + " is not in " + Database +
                             "; give its flags: memtidy check " + E.Given +
                             " -- FLAGS");
    return llvm::Error::success();
  }

private:
  struct Entry {
    std::string Given;
    std::string Real;
    bool IsFolder;
    bool Used = false;

    bool contains(llvm::StringRef File) const {
      if (!IsFolder)
        return File == Real;
      return File.consume_front(Real) &&
             (path::is_separator(Real.back()) ||
              (!File.empty() && path::is_separator(File.front())));
    }
  };

  std::vector<Entry> Wanted;
};

} // namespace

static TranslationUnits finish(std::vector<TranslationUnit> Units,
                               const std::set<std::string> &Unknown) {
  llvm::sort(Units);
  Units.erase(llvm::unique(Units), Units.end());
  return {std::move(Units), {Unknown.begin(), Unknown.end()}};
}

static void changeFlags(std::vector<std::string> &Command,
                        const FlagChanges &Changes) {
  if (Command.empty())
    return;
  llvm::erase_if(Command, [&](const std::string &Flag) {
    return &Flag != &Command.front() &&
           llvm::is_contained(Changes.Remove, Flag);
  });
  Command.insert(Command.begin() + 1, Changes.Prepend.begin(),
                 Changes.Prepend.end());
  llvm::append_range(Command, Changes.Append);
}

llvm::Expected<TranslationUnits>
memtidy::loadUnits(const DatabaseRequest &Request) {
  llvm::Expected<std::string> Database = findDatabase(Request);
  if (!Database)
    return Database.takeError();
  llvm::Expected<PathFilter> Filter = PathFilter::create(Request.Paths);
  if (!Filter)
    return Filter.takeError();
  llvm::Expected<std::vector<CompileCommand>> Commands =
      readCommands(*Database);
  if (!Commands)
    return Commands.takeError();

  std::vector<TranslationUnit> Units;
  std::set<std::string> Unknown;
  bool OnlyPart = false;
  for (CompileCommand &Command : *Commands) {
    const std::string Directory =
        absolute(Command.Directory, path::parent_path(*Database));
    const std::string File = absolute(Command.Filename, Directory);
    if (!Filter->accepts(File)) {
      OnlyPart = true;
      continue;
    }
    changeFlags(Command.CommandLine, Request.Flags);
    if (auto Arguments = filterCommand(Command.CommandLine, File, Unknown))
      Units.push_back({File, Directory, std::move(*Arguments)});
  }
  if (llvm::Error Unused = Filter->unused(*Database))
    return Unused;
  if (Units.empty())
    return llvm::createFileError(
        *Database, llvm::createStringError("no entry compiles C or C++"));
  TranslationUnits Result = finish(std::move(Units), Unknown);
  Result.OnlyPart = OnlyPart;
  return Result;
}

llvm::Expected<TranslationUnits>
memtidy::unitsFromFlags(llvm::ArrayRef<std::string> Files,
                        llvm::ArrayRef<std::string> Flags,
                        const FlagChanges &Changes) {
  std::vector<TranslationUnit> Units;
  std::set<std::string> Unknown;
  std::vector<std::string> Command = {"clang++"};
  // CMake and clang-tidy's users write the compiler in front.
  if (!Flags.empty() && !llvm::StringRef(Flags.front()).starts_with("-"))
    Flags = Flags.drop_front();
  llvm::append_range(Command, Flags);
  changeFlags(Command, Changes);
  Units.reserve(Files.size());
  for (const std::string &Given : Files) {
    fs::file_status Status;
    if (std::error_code Failed = fs::status(Given, Status))
      return llvm::createFileError(Given, Failed);
    const std::string File = absolute(Given);
    auto Arguments = filterCommand(Command, File, Unknown);
    if (fs::is_directory(Status) || !Arguments)
      return llvm::createFileError(
          Given, llvm::createStringError("not a C or C++ source file; say what "
                                         "it is with -x c++"));
    Units.push_back({File, absolute("."), std::move(*Arguments)});
  }
  return finish(std::move(Units), Unknown);
}
