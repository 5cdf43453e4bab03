//===- Version.cpp - Which memtidy this is --------------------------------===//

#include "driver/support/Version.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#ifdef __linux__
#include <elf.h>
#include <link.h>
#endif

llvm::StringLiteral memtidy::toolVersion() { return MEMTIDY_VERSION; }

llvm::StringLiteral memtidy::llvmVersion() { return LLVM_VERSION_STRING; }

#ifdef __linux__
// The linker's hash of all that it linked, among the notes of the executable.
static std::string linkersId() {
  auto Look = [](dl_phdr_info *Object, size_t, void *Into) {
    for (unsigned I = 0; I < Object->dlpi_phnum; ++I) {
      const auto &Header = Object->dlpi_phdr[I];
      if (Header.p_type != PT_NOTE)
        continue;
      const char *At =
          reinterpret_cast<const char *>(Object->dlpi_addr + Header.p_vaddr);
      const char *End = At + Header.p_memsz;
      while (At + sizeof(ElfW(Nhdr)) <= End) {
        const auto &Note = *reinterpret_cast<const ElfW(Nhdr) *>(At);
        const char *Name = At + sizeof(Note);
        const char *Bytes = Name + ((Note.n_namesz + 3) & ~3u);
        if (Note.n_type == NT_GNU_BUILD_ID &&
            llvm::StringRef(Name, Note.n_namesz) == llvm::StringRef("GNU", 4))
          *static_cast<std::string *>(Into) = {Bytes, Note.n_descsz};
        At = Bytes + ((Note.n_descsz + 3) & ~3u);
      }
    }
    return 1; // The executable comes first; it is enough.
  };
  std::string Id;
  ::dl_iterate_phdr(Look, &Id);
  return Id;
}
#else
static std::string linkersId() { return ""; }
#endif

std::string memtidy::buildId() {
  std::string Id = linkersId();
  if (!Id.empty())
    return Id;
  // No such note: then the file that we are tells.
  std::string Self = llvm::sys::fs::getMainExecutable(nullptr, nullptr);
  llvm::sys::fs::file_status Status;
  if (!llvm::sys::fs::status(Self, Status))
    Id = Self + '\0' + std::to_string(Status.getSize()) + '\0' +
         std::to_string(
             Status.getLastModificationTime().time_since_epoch().count());
  return Id;
}
