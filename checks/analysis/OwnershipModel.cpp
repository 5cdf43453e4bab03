//===- OwnershipModel.cpp - What is known of libraries by name -----------===//

#include "checks/analysis/OwnershipModel.h"
#include "checks/model/QualifiedName.h"
#include "llvm/Support/YAMLTraits.h"
#include <cassert>

using namespace memtidy;

void NameList::add(llvm::ArrayRef<std::string> Names) {
  for (const std::string &Name : Names) {
    if (llvm::StringRef(Name).find_first_of("*?[") == llvm::StringRef::npos) {
      Exact.insert(Name);
      continue;
    }
    // A glob refers to the text that it was made from.
    auto Text = std::make_shared<const std::string>(Name);
    llvm::Expected<llvm::GlobPattern> Glob = llvm::GlobPattern::create(*Text);
    if (!Glob) {
      // The reader of the option has said so.
      llvm::consumeError(Glob.takeError());
      continue;
    }
    GlobTexts.push_back(std::move(Text));
    bool Qualified = llvm::StringRef(Name).contains("::");
    (Qualified ? QualifiedGlobs : BareGlobs).push_back(std::move(*Glob));
  }
}

bool NameList::matches(llvm::StringRef Name) const {
  llvm::StringRef Last = bareName(Name);
  if (Exact.contains(Name) || Exact.contains(Last))
    return true;
  auto Matches = [](llvm::StringRef Text) {
    return [Text](const llvm::GlobPattern &Glob) { return Glob.match(Text); };
  };
  return llvm::any_of(QualifiedGlobs, Matches(Name)) ||
         llvm::any_of(BareGlobs, Matches(Last));
}

namespace {
/// A model file as it is written.
struct NamesByKey {
  std::vector<std::pair<llvm::StringRef, NameList *>> Keys;
};
} // namespace

template <> struct llvm::yaml::MappingTraits<NamesByKey> {
  static void mapping(IO &Io, NamesByKey &File) {
    for (auto &[Key, List] : File.Keys) {
      std::vector<std::string> Names;
      Io.mapRequired(Key.data(), Names);
      List->add(Names);
    }
  }
};

static void readModel(llvm::StringRef Text, NamesByKey File) {
  llvm::yaml::Input In(Text);
  In >> File;
  assert(!In.error() && "the models that are compiled in are well-formed");
}

static OwnershipModel readBuiltin() {
  OwnershipModel Model;
  readModel(OwnersModelText, {{{"strong", &Model.Strong},
                               {"weak", &Model.Weak},
                               {"unique", &Model.Unique},
                               {"callable", &Model.Callable},
                               {"borrowed", &Model.Borrowed},
                               {"container", &Model.Container},
                               {"wrapper", &Model.Wrapper},
                               {"executors", &Model.Executors}}});
  readModel(SinksModelText, {{{"stores", &Model.Stores},
                              {"stores_in_first", &Model.StoresInFirst},
                              {"run_once", &Model.RunOnce},
                              {"run_soon", &Model.RunSoon},
                              {"run_now", &Model.RunNow},
                              {"run_once_unseen", &Model.RunOnceUnseen},
                              {"binders", &Model.Binders},
                              {"makers", &Model.Makers}}});
  return Model;
}

OwnershipModel memtidy::builtinOwnershipModel() {
  static const OwnershipModel Builtin = readBuiltin();
  return Builtin;
}
