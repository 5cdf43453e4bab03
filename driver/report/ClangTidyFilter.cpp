//===- ClangTidyFilter.cpp - clang-tidy's filters of headers and lines ----===//

#include "driver/report/ClangTidyFilter.h"
#include "driver/support/ParseJson.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

using namespace memtidy;
using llvm::json::Array;
using llvm::json::Object;
using llvm::json::Value;

static llvm::Error setRegex(llvm::StringRef Text,
                            std::optional<llvm::Regex> &Out) {
  if (Text.empty())
    return llvm::Error::success();
  Out.emplace(Text);
  std::string Why;
  if (!Out->isValid(Why))
    return llvm::createStringError("'" + Text +
                                   "' is no regular expression: " + Why);
  return llvm::Error::success();
}

llvm::Error ClangTidyFilter::setHeaders(llvm::StringRef ShownText,
                                        llvm::StringRef ExcludedText) {
  if (llvm::Error Wrong = setRegex(ShownText, Shown))
    return Wrong;
  return setRegex(ExcludedText, Excluded);
}

static std::optional<std::pair<unsigned, unsigned>> rangeOf(const Value &Json) {
  const Array *Pair = Json.getAsArray();
  if (!Pair || Pair->size() != 2)
    return std::nullopt;
  std::optional<int64_t> First = (*Pair)[0].getAsInteger();
  std::optional<int64_t> Last = (*Pair)[1].getAsInteger();
  if (!First || !Last || *First < 0 || *Last < *First)
    return std::nullopt;
  return std::pair<unsigned, unsigned>(*First, *Last);
}

llvm::Error ClangTidyFilter::setLines(llvm::StringRef Text) {
  const char *Wanted =
      "-line-filter wants [{\"name\": \"FILE\", \"lines\": [[FIRST, LAST]]}]";
  llvm::Expected<Value> Json = parseJson(Text);
  if (!Json)
    return llvm::createStringError(Wanted + llvm::Twine(": ") +
                                   llvm::toString(Json.takeError()));
  const Array *Files = Json->getAsArray();
  if (!Files)
    return llvm::createStringError(Wanted);
  Lines.emplace();
  for (const Value &Item : *Files) {
    const Object *Members = Item.getAsObject();
    std::optional<llvm::StringRef> Name =
        Members ? Members->getString("name") : std::nullopt;
    if (!Name || Name->empty())
      return llvm::createStringError(Wanted);
    File &Read = Lines->emplace_back();
    Read.Name = Name->str();
    const Array *Ranges = Members->getArray("lines");
    for (const Value &Range : Ranges ? *Ranges : Array()) {
      std::optional<std::pair<unsigned, unsigned>> Pair = rangeOf(Range);
      if (!Pair)
        return llvm::createStringError(Wanted);
      Read.Lines.push_back(*Pair);
    }
  }
  return llvm::Error::success();
}

bool ClangTidyFilter::matches(const File &File, const Issue &Found) {
  unsigned Line = Found.Range.Start.Line;
  return llvm::StringRef(Found.Path).ends_with(File.Name) &&
         (File.Lines.empty() || llvm::any_of(File.Lines, [&](auto &Range) {
            return Range.first <= Line && Line <= Range.second;
          }));
}

bool ClangTidyFilter::wants(const Issue &Found,
                            const llvm::StringSet<> &MainFiles) const {
  if (!MainFiles.contains(Found.Path))
    if ((Shown && !Shown->match(Found.Path)) ||
        (Excluded && Excluded->match(Found.Path)))
      return false;
  return !Lines || llvm::any_of(*Lines, [&](const File &File) {
    return matches(File, Found);
  });
}
