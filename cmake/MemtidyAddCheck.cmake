# memtidy_add_check(TARGET [ARGS OPTIONS...]): adds the target TARGET-memtidy, which runs `memtidy check` over the C++ sources that TARGET has so
# far. Paths and .memtidy.yaml are those of the project's top folder.
function(memtidy_add_check TARGET)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "ARGS")
  if(NOT CMAKE_EXPORT_COMPILE_COMMANDS)
    message(FATAL_ERROR "memtidy_add_check: memtidy needs CMAKE_EXPORT_COMPILE_COMMANDS to be ON")
  endif()
  get_target_property(FOLDER ${TARGET} SOURCE_DIR)
  get_target_property(SOURCES ${TARGET} SOURCES)
  set(FILES "")
  foreach(SOURCE ${SOURCES})
    if(SOURCE MATCHES "\\.(cpp|cc|cxx|c\\+\\+|C)$")
      cmake_path(ABSOLUTE_PATH SOURCE BASE_DIRECTORY "${FOLDER}")
      list(APPEND FILES "${SOURCE}")
    endif()
  endforeach()
  if(NOT FILES)
    message(FATAL_ERROR "memtidy_add_check: '${TARGET}' has no C++ source")
  endif()
  add_custom_target(${TARGET}-memtidy
    COMMAND memtidy::memtidy check -p "${CMAKE_BINARY_DIR}" --no-progress ${ARG_ARGS} ${FILES}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    VERBATIM)
endfunction()
