# The shipped data inside the program: method and instrument files (YAML, checked and turned into JSON by
# tools/koers_embed.cpp at build time) and the message catalogues (JSON as it stands).
#
# koers_embed is called from the source directory as
#     koers_embed OUTDIR FILE...        FILE is methods/NAME.yaml, or the same in signals, settings or instruments
# and writes OUTDIR/methods/NAME.json for each; a fault in one file makes the build fail.
# Code reads them through the generated header "embedded/files.h".

file(GLOB koers_data RELATIVE ${CMAKE_SOURCE_DIR} CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/methods/*.yaml ${CMAKE_SOURCE_DIR}/signals/*.yaml ${CMAKE_SOURCE_DIR}/settings/*.yaml
  ${CMAKE_SOURCE_DIR}/instruments/*.yaml ${CMAKE_SOURCE_DIR}/policy/*.yaml)
file(GLOB koers_catalogues RELATIVE ${CMAKE_SOURCE_DIR} CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/i18n/*.json)

set(embed_dir ${CMAKE_BINARY_DIR}/embedded)
set(embed_inputs "")
if(EXISTS ${CMAKE_SOURCE_DIR}/tools/koers_embed.cpp AND koers_data)
  add_executable(koers_embed ${CMAKE_SOURCE_DIR}/tools/koers_embed.cpp)
  target_link_libraries(koers_embed PRIVATE koers_source_flags)
  foreach(room IN LISTS KOERS_PRESENT_ROOMS)
    if(NOT room MATCHES "^(store|service|http|cli)$")
      target_link_libraries(koers_embed PRIVATE koers_${room})
    endif()
  endforeach()
  list(TRANSFORM koers_data REPLACE "\\.yaml$" ".json" OUTPUT_VARIABLE embed_json)
  list(TRANSFORM embed_json PREPEND ${embed_dir}/)
  add_custom_command(OUTPUT ${embed_json}
    COMMAND koers_embed ${embed_dir} ${koers_data}
    DEPENDS koers_embed ${koers_data}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMENT "Checking method, signal, settings and instrument files" VERBATIM)
  list(APPEND embed_inputs ${embed_json})
endif()
foreach(file IN LISTS koers_catalogues)
  add_custom_command(OUTPUT ${embed_dir}/${file}
    COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/${file} ${embed_dir}/${file}
    DEPENDS ${CMAKE_SOURCE_DIR}/${file} VERBATIM)
  list(APPEND embed_inputs ${embed_dir}/${file})
endforeach()

# Fonts as text, for pictures that carry their own.
file(GLOB koers_fonts RELATIVE ${CMAKE_SOURCE_DIR} CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/fonts/*.ttf)
foreach(file IN LISTS koers_fonts)
  string(REGEX REPLACE "\\.ttf$" ".base64" text ${file})
  add_custom_command(OUTPUT ${embed_dir}/${text}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${embed_dir}/fonts
    COMMAND base64 -w0 ${CMAKE_SOURCE_DIR}/${file} > ${embed_dir}/${text}
    DEPENDS ${CMAKE_SOURCE_DIR}/${file} VERBATIM)
  list(APPEND embed_inputs ${embed_dir}/${text})
endforeach()

list(TRANSFORM embed_inputs REPLACE "^${embed_dir}/" "" OUTPUT_VARIABLE embed_names)
string(REPLACE ";" "|" embed_names "${embed_names}")
file(WRITE ${CMAKE_BINARY_DIR}/generated/embedded/files.h [[
// Generated: the data files inside the program. `path` is as in the repository, with .json for .yaml
// ("methods/iag-2019.json", "i18n/nl.json"); sorted by path. Both views live as long as the program.
#pragma once
#include <span>
#include <string_view>

namespace koers::embedded {
struct File {
    std::string_view path;
    std::string_view text;
};
std::span<const File> files();
}  // namespace koers::embedded
]])
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/generated/embedded/files.cpp
  COMMAND ${CMAKE_COMMAND} -DDIR=${embed_dir} -DNAMES=${embed_names}
    -DOUT=${CMAKE_BINARY_DIR}/generated/embedded/files.cpp -P ${CMAKE_SOURCE_DIR}/cmake/pack.cmake
  DEPENDS ${embed_inputs} ${CMAKE_SOURCE_DIR}/cmake/pack.cmake
  COMMENT "Packing data files" VERBATIM)
add_library(koers_embedded STATIC ${CMAKE_BINARY_DIR}/generated/embedded/files.cpp)
target_include_directories(koers_embedded PUBLIC ${CMAKE_BINARY_DIR}/generated)
target_link_libraries(koers_embedded PRIVATE koers_flags)
