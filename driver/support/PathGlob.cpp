//===- PathGlob.cpp - Patterns over paths ---------------------------------===//

#include "driver/support/PathGlob.h"
#include "driver/support/Path.h"
#include "llvm/ADT/Twine.h"

using namespace memtidy;

// Takes the first element of the pattern and appends what it means.
static llvm::StringRef translateOne(llvm::StringRef Rest, std::string &Regex) {
  if (Rest.consume_front("**/")) {
    Regex += "(.*/)?";
    return Rest;
  }
  if (Rest.consume_front("**")) {
    Regex += ".*";
    return Rest;
  }
  char C = Rest.front();
  if (size_t End = Rest.find(']', 2); C == '[' && End != Rest.npos) {
    std::string Set = Rest.slice(1, End).str();
    if (Set[0] == '!')
      Set[0] = '^';
    Regex += "[" + Set + "]";
    return Rest.substr(End + 1);
  }
  if (C == '*')
    Regex += "[^/]*";
  else if (C == '?')
    Regex += "[^/]";
  else
    Regex += llvm::Regex::escape(Rest.take_front(1));
  return Rest.drop_front();
}

llvm::Expected<PathGlob> PathGlob::create(llvm::StringRef Base,
                                          llvm::StringRef Pattern) {
  llvm::StringRef Rest = Pattern;
  Rest.consume_front("./");
  bool AnyFolder = !Rest.rtrim('/').contains('/');
  Rest = Rest.trim('/');
  if (Rest.empty())
    return llvm::createStringError("an empty pattern");
  std::string Text = AnyFolder ? "^(.*/)?" : "^";
  while (!Rest.empty())
    Rest = translateOne(Rest, Text);
  llvm::Regex Expression(Text + "(/.*)?$");
  std::string Why;
  if (!Expression.isValid(Why))
    return llvm::createStringError("'" + Pattern +
                                   "' is not a valid pattern: " + Why);
  return PathGlob(Base.str(), std::move(Expression));
}

bool PathGlob::match(llvm::StringRef Path) const {
  std::string Short = shortPath(Path, Base);
  // What lies outside the base is nobody's business.
  return !llvm::StringRef(Short).starts_with("/") && Expression.match(Short);
}
