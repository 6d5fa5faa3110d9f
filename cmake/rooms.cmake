# One static library per room of src/. A room sees the rooms before it in this list and no other;
# the floors test holds the #include lines to the same order. Rooms that do not exist yet are skipped.

set(KOERS_PURE_ROOMS base rules stats draw measure method dossier report simulate)
set(KOERS_ROOMS ${KOERS_PURE_ROOMS} exchange store service http cli)

# Libraries from outside, per room. Everything else is header-only and on the system include path.
set(KOERS_EXTERNAL_exchange yaml-cpp icui18n icuuc icudata sodium turbojpeg png exif qpdf)
set(KOERS_EXTERNAL_store sqlite3 sodium crypto)

set(KOERS_PRESENT_ROOMS "")
foreach(room IN LISTS KOERS_ROOMS)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/cli/main\\.cpp$")
  if(KOERS_WASM OR (NOT sources AND NOT room STREQUAL "cli"))
    continue()
  endif()
  if(room STREQUAL "cli")
    list(APPEND sources ${CMAKE_BINARY_DIR}/generated/cli/registry.cpp)
  endif()

  add_library(koers_${room} STATIC ${sources})
  target_include_directories(koers_${room} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(koers_${room} PRIVATE koers_source_flags)
  foreach(below IN LISTS KOERS_PRESENT_ROOMS)
    target_link_libraries(koers_${room} PUBLIC koers_${below})
  endforeach()
  target_link_libraries(koers_${room} PUBLIC ${KOERS_EXTERNAL_${room}})
  if(KOERS_SANITIZE)
    target_compile_options(koers_${room} PRIVATE -O1)
    if(room IN_LIST KOERS_PURE_ROOMS)
      target_compile_options(koers_${room} PRIVATE -fno-exceptions)
    endif()
  endif()
  set_target_properties(koers_${room} PROPERTIES OPTIMIZE_DEPENDENCIES ON)
  list(APPEND KOERS_PRESENT_ROOMS ${room})
endforeach()

# QPDF's headers do not compile as C++20 with clang and libstdc++ 12.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/exchange/document_pdf.cpp PROPERTIES COMPILE_OPTIONS -std=c++17)
