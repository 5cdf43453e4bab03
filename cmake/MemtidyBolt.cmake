# MEMTIDY_BOLT: memtidy's machine code is rearranged after linking, by what it did with some sources. See cmake/Bolt.cmake.
option(MEMTIDY_BOLT "rearrange memtidy with llvm-bolt after each link (takes minutes)" OFF)
find_program(MEMTIDY_LLVM_BOLT NAMES llvm-bolt-${LLVM_VERSION_MAJOR} llvm-bolt HINTS ${LLVM_TOOLS_BINARY_DIR})
mark_as_advanced(MEMTIDY_LLVM_BOLT)

# memtidy_bolt(TARGET): the program of TARGET is the rearranged one. Whatever is missing ends the configuration: who asks for
# a fast memtidy must not get the other one unawares.
function(memtidy_bolt TARGET)
  if(NOT MEMTIDY_STATIC_CLANG)
    message(FATAL_ERROR "MEMTIDY_BOLT needs a release build that is linked with clang's archives (MEMTIDY_STATIC_CLANG), without "
      "sanitizers. Install libclang-${LLVM_VERSION_MAJOR}-dev llvm-${LLVM_VERSION_MAJOR}-dev lld-${LLVM_VERSION_MAJOR} libzstd-dev "
      "zlib1g-dev and configure a new folder, or configure with -DMEMTIDY_BOLT=OFF.")
  endif()
  if(NOT MEMTIDY_LLVM_BOLT)
    message(FATAL_ERROR "MEMTIDY_BOLT needs llvm-bolt, which was not found. Install bolt-${LLVM_VERSION_MAJOR} ('./dev bolt' does "
      "that), name it with -DMEMTIDY_LLVM_BOLT=FILE, or configure with -DMEMTIDY_BOLT=OFF.")
  endif()
  execute_process(COMMAND ${MEMTIDY_LLVM_BOLT} --version OUTPUT_VARIABLE SAID ERROR_VARIABLE SAID)
  if(NOT SAID MATCHES "LLVM version ${LLVM_VERSION_MAJOR}\\.")
    message(FATAL_ERROR "MEMTIDY_BOLT needs llvm-bolt of LLVM ${LLVM_VERSION_MAJOR}, but ${MEMTIDY_LLVM_BOLT} is none. Install "
      "bolt-${LLVM_VERSION_MAJOR}, name it with -DMEMTIDY_LLVM_BOLT=FILE, or configure with -DMEMTIDY_BOLT=OFF.")
  endif()

  target_link_options(${TARGET} PRIVATE -Wl,--emit-relocs)
  set_property(TARGET ${TARGET} APPEND PROPERTY LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/Bolt.cmake)
  add_custom_command(TARGET ${TARGET} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -DBOLT=${MEMTIDY_LLVM_BOLT} -DPROGRAM=$<TARGET_FILE:${TARGET}> -DSOURCE=${PROJECT_SOURCE_DIR}
            -DLLVM_INCLUDE=${LLVM_INCLUDE_DIRS} -DWORK=${PROJECT_BINARY_DIR}/bolt -P ${PROJECT_SOURCE_DIR}/cmake/Bolt.cmake
    COMMENT "Rearranging ${TARGET} with llvm-bolt; this takes minutes"
    VERBATIM)
endfunction()
