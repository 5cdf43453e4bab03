//===- AbiNames.cpp - Functions and macros that know bytes ----------------===//

#include "checks/analysis/AbiNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace memtidy;

bool memtidy::takesBytes(llvm::StringRef Function) {
  static const llvm::StringSet<> Names = {"memcpy",
                                          "memmove",
                                          "mempcpy",
                                          "memcmp",
                                          "bcmp",
                                          "bcopy",
                                          "memccpy",
                                          "fwrite",
                                          "fread",
                                          "read",
                                          "write",
                                          "pread",
                                          "pwrite",
                                          "send",
                                          "recv",
                                          "sendto",
                                          "recvfrom",
                                          "sendmsg",
                                          "recvmsg",
                                          "ioctl",
                                          "_read",
                                          "_write",
                                          "ReadFile",
                                          "WriteFile",
                                          "DeviceIoControl",
                                          "crc32",
                                          "adler32",
                                          "XXH32",
                                          "XXH64",
                                          "XXH3_64bits",
                                          "XXH3_128bits",
                                          "_Hash_bytes",
                                          "MurmurHash3_x64_128",
                                          "CityHash64",
                                          "hash_bytes",
                                          "as_bytes",
                                          "as_writable_bytes",
                                          "buffer"};
  return Names.contains(Function);
}

bool memtidy::ignoresLayout(llvm::StringRef Function) {
  static const llvm::StringSet<> Names = {
      "memset",    "bzero",    "explicit_bzero",
      "qsort",     "qsort_r",  "bsearch",
      "free",      "realloc",  "reallocarray",
      "calloc",    "malloc",   "operator delete",
      "mlock",     "munlock",  "madvise",
      "munmap",    "prefetch", "SecureZeroMemory",
      "ZeroMemory"};
  return Names.contains(Function);
}

bool memtidy::mapsMemory(llvm::StringRef Function) {
  static const llvm::StringSet<> Names = {"mmap", "mmap64", "shmat",
                                          "MapViewOfFile", "MapViewOfFileEx"};
  return Names.contains(Function);
}

bool memtidy::reflectsFields(llvm::StringRef QualifiedName) {
  static constexpr llvm::StringLiteral Namespaces[] = {
      "pfr", "glz",     "rfl",    "reflect",  "refl",   "struct_pack",
      "ylt", "iguana",  "cista",  "hana",     "fusion", "describe",
      "zpp", "bitsery", "alpaca", "magic_get"};
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  QualifiedName.split(Parts, "::");
  return llvm::any_of(llvm::ArrayRef(Parts).drop_back(), [](auto Part) {
    return llvm::is_contained(Namespaces, Part);
  });
}

bool memtidy::describesFields(llvm::StringRef Macro) {
  static constexpr llvm::StringLiteral Words[] = {
      "FUSION_ADAPT", "FUSION_DEFINE", "HANA_",   "DESCRIBE",
      "DEFINE_TYPE",  "Q_GADGET",      "SERIALI", "REFL",
      "MSGPACK",      "CEREAL",        "USTRUCT", "GENERATED_BODY",
      "VISITABLE",    "STRUCT_PACK",   "ARCHIVE", "PERSIST"};
  return llvm::any_of(
      Words, [&](llvm::StringRef Word) { return Macro.contains(Word); });
}
