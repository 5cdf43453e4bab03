# Depfiles below the build folder, whatever the project's own policies are.
cmake_policy(SET CMP0116 NEW)

# memtidy_add_check(TARGET [ARGS OPTIONS...] [FACTS_ARGS OPTIONS...]): adds the target TARGET-memtidy, which checks the C++ sources that TARGET has so
# far: one step of the build for each, done anew only when something that it read has changed, and a last one over all. ARGS are options of
# `memtidy report`, FACTS_ARGS those that `memtidy facts` needs, too. Paths and .memtidy.yaml are those of the project's top folder.
function(memtidy_add_check TARGET)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "ARGS;FACTS_ARGS")
  if(NOT CMAKE_EXPORT_COMPILE_COMMANDS)
    message(FATAL_ERROR "memtidy_add_check: memtidy needs CMAKE_EXPORT_COMPILE_COMMANDS to be ON")
  endif()
  get_target_property(FOLDER ${TARGET} SOURCE_DIR)
  get_target_property(SOURCES ${TARGET} SOURCES)
  set(DATABASE "${CMAKE_BINARY_DIR}/compile_commands.json")
  set(ALL_FACTS "")
  foreach(SOURCE ${SOURCES})
    if(SOURCE MATCHES "\\.(cpp|cc|cxx|c\\+\\+|C)$")
      cmake_path(ABSOLUTE_PATH SOURCE BASE_DIRECTORY "${FOLDER}")
      string(SHA1 KEY "${SOURCE}")
      cmake_path(GET SOURCE FILENAME NAME)
      set(FACTS "${CMAKE_CURRENT_BINARY_DIR}/${TARGET}-memtidy/${KEY}/${NAME}.facts")
      cmake_path(GET FACTS PARENT_PATH FACTS_FOLDER)
      file(MAKE_DIRECTORY "${FACTS_FOLDER}")
      # Configuring writes the database anew; with a cache of its own, a source whose flags are the same is not analysed again.
      add_custom_command(OUTPUT "${FACTS}"
        COMMAND memtidy::memtidy facts "${SOURCE}" -p "${CMAKE_BINARY_DIR}" -j 1 --no-progress --cache-dir "${FACTS_FOLDER}/cache"
                -o "${FACTS}" --depfile "${FACTS}.d" ${ARG_FACTS_ARGS}
        DEPENDS "${SOURCE}" "${DATABASE}" memtidy::memtidy
        DEPFILE "${FACTS}.d"
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
        COMMENT "memtidy: ${NAME}"
        VERBATIM)
      list(APPEND ALL_FACTS "${FACTS}")
    endif()
  endforeach()
  if(NOT ALL_FACTS)
    message(FATAL_ERROR "memtidy_add_check: '${TARGET}' has no C++ source")
  endif()
  add_custom_target(${TARGET}-memtidy
    COMMAND memtidy::memtidy report -p "${CMAKE_BINARY_DIR}" ${ARG_FACTS_ARGS} ${ARG_ARGS} ${ALL_FACTS}
    DEPENDS ${ALL_FACTS}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    COMMENT "memtidy: ${TARGET}"
    VERBATIM)
endfunction()
