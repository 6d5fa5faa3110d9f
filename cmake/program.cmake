# The program `koers`. Every src/cli/cmd_NAME.cpp defines `void koers::cli::add_NAME(CLI::App&)`;
# the list of commands is generated from the file names, so a new command edits no other file.

file(GLOB commands CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/cli/cmd_*.cpp)
set(declarations "")
set(calls "")
foreach(file IN LISTS commands)
  get_filename_component(name ${file} NAME_WE)
  string(REGEX REPLACE "^cmd_" "" name ${name})
  string(APPEND declarations "void add_${name}(CLI::App& app);\n")
  string(APPEND calls "    add_${name}(app);\n")
endforeach()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/generated/cli/registry.cpp CONTENT
"// Generated from the names of src/cli/cmd_*.cpp.
#include \"cli/registry.h\"

namespace koers::cli {
${declarations}
void add_commands([[maybe_unused]] CLI::App& app) {
${calls}}
}  // namespace koers::cli
")

add_executable(koers ${CMAKE_SOURCE_DIR}/src/cli/main.cpp)
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/cli/main.cpp PROPERTIES
  COMPILE_DEFINITIONS KOERS_VERSION="${PROJECT_VERSION}")
target_link_libraries(koers_cli PUBLIC koers_embedded)
target_link_libraries(koers PRIVATE koers_source_flags koers_cli)
set_target_properties(koers PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

# The native twins of the WebAssembly programs.
if(KOERS_TESTS)
  foreach(program smoke cases)
    add_executable(${program} ${CMAKE_SOURCE_DIR}/wasm/${program}.cpp)
    target_include_directories(${program} PRIVATE ${CMAKE_SOURCE_DIR})
    target_link_libraries(${program} PRIVATE koers_flags)
    foreach(room IN LISTS KOERS_PURE_ROOMS)
      if(TARGET koers_${room})
        target_link_libraries(${program} PRIVATE koers_${room})
      endif()
    endforeach()
    set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  endforeach()
endif()
