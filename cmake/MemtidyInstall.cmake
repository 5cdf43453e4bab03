# Where `cmake --install` puts things. MEMTIDY_PLUGIN_INSTALL_DIR names the LLVM major: a plugin works with one only.
include(CMakePackageConfigHelpers)

install(TARGETS memtidy RUNTIME) # memtidy-clangd is optional, and installs itself where it is built
install(TARGETS memtidyPlugin LIBRARY DESTINATION ${MEMTIDY_PLUGIN_INSTALL_DIR})
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs)

# find_package(memtidy) tells where the tool and the plugin are.
set(MEMTIDY_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/memtidy)
configure_package_config_file(cmake/memtidyConfig.cmake.in ${PROJECT_BINARY_DIR}/package/memtidyConfig.cmake
  INSTALL_DESTINATION ${MEMTIDY_PACKAGE_DIR}
  PATH_VARS CMAKE_INSTALL_BINDIR MEMTIDY_PLUGIN_INSTALL_DIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/memtidyConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/package/memtidyConfig.cmake ${PROJECT_BINARY_DIR}/package/memtidyConfigVersion.cmake
              cmake/MemtidyAddCheck.cmake
        DESTINATION ${MEMTIDY_PACKAGE_DIR})

# The binary prints its own completions, so they offer what it takes.
foreach(SHELL_AND_PLACE
        bash:bash-completion/completions/memtidy
        zsh:zsh/site-functions/_memtidy
        fish:fish/vendor_completions.d/memtidy.fish)
  string(REPLACE ":" ";" SHELL_AND_PLACE ${SHELL_AND_PLACE})
  list(GET SHELL_AND_PLACE 0 SHELL)
  list(GET SHELL_AND_PLACE 1 PLACE)
  set(SCRIPT ${PROJECT_BINARY_DIR}/completion/${PLACE})
  cmake_path(GET SCRIPT PARENT_PATH FOLDER)
  file(MAKE_DIRECTORY ${FOLDER})
  add_custom_command(OUTPUT ${SCRIPT}
    COMMAND memtidy completion ${SHELL} > ${SCRIPT}
    DEPENDS memtidy
    VERBATIM)
  list(APPEND MEMTIDY_COMPLETIONS ${SCRIPT})
endforeach()
add_custom_target(memtidy-completion ALL DEPENDS ${MEMTIDY_COMPLETIONS})
add_dependencies(check-memtidy memtidy-completion)
install(DIRECTORY ${PROJECT_BINARY_DIR}/completion/ DESTINATION ${CMAKE_INSTALL_DATADIR})
