# How memtidy's targets are made. A layer may include what its link line names, and nothing else: see docs/architecture.md.

set(MEMTIDY_SANITIZE "" CACHE STRING "sanitizers to build with, e.g. address;undefined")

add_library(memtidyFlags INTERFACE)
target_include_directories(memtidyFlags INTERFACE ${PROJECT_SOURCE_DIR})
target_include_directories(memtidyFlags SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
separate_arguments(MEMTIDY_LLVM_DEFINITIONS UNIX_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(memtidyFlags INTERFACE ${MEMTIDY_LLVM_DEFINITIONS})
target_compile_options(memtidyFlags INTERFACE
  -Wall -Wextra -Wno-unused-parameter $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>
  $<$<CXX_COMPILER_ID:Clang>:-Xclang -fno-pch-timestamp>)
if(MEMTIDY_SANITIZE)
  list(JOIN MEMTIDY_SANITIZE "," MEMTIDY_SANITIZERS)
  # vptr checks need the typeinfo of classes that the LLVM libraries keep to themselves.
  target_compile_options(memtidyFlags INTERFACE -fsanitize=${MEMTIDY_SANITIZERS} -fno-sanitize=vptr
                         -fno-sanitize-recover=all -fno-omit-frame-pointer
                         -fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/cmake/ubsan-ignore.txt)
  target_link_options(memtidyFlags INTERFACE -fsanitize=${MEMTIDY_SANITIZERS} -fno-sanitize=vptr)
endif()

# One precompiled header for everything that sees clang's AST, one for what only sees LLVM's support library.
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/pch/ast.cpp CONTENT "")
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/pch/support.cpp CONTENT "")
add_library(memtidyAstPch OBJECT ${PROJECT_BINARY_DIR}/pch/ast.cpp)
target_link_libraries(memtidyAstPch PRIVATE memtidyFlags)
target_precompile_headers(memtidyAstPch PRIVATE
  <clang/AST/ASTContext.h> <clang/AST/RecursiveASTVisitor.h> <clang/ASTMatchers/ASTMatchFinder.h>
  <clang/Lex/Lexer.h> <llvm/Support/FormatVariadic.h>)
add_library(memtidySupportPch OBJECT ${PROJECT_BINARY_DIR}/pch/support.cpp)
target_link_libraries(memtidySupportPch PRIVATE memtidyFlags)
target_precompile_headers(memtidySupportPch PRIVATE
  <llvm/Support/Error.h> <llvm/Support/FormatVariadic.h> <llvm/Support/JSON.h> <llvm/Support/Path.h>
  <llvm/Support/raw_ostream.h>)

# memtidy_add_layer(NAME ast|support LAYERS... SOURCES...): one layer as a static library.
function(memtidy_add_layer NAME PCH)
  cmake_parse_arguments(ARG "" "" "LAYERS;SOURCES" ${ARGN})
  add_library(${NAME} STATIC ${ARG_SOURCES})
  target_link_libraries(${NAME} PUBLIC memtidyFlags ${ARG_LAYERS})
  if(PCH STREQUAL "ast")
    target_precompile_headers(${NAME} REUSE_FROM memtidyAstPch)
  else()
    target_precompile_headers(${NAME} REUSE_FROM memtidySupportPch)
  endif()
endfunction()
