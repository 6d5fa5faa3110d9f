# Compiler flags shared by every target, and ccache where it is present.

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Paths below the source directory are hashed relative, so that several checkouts share one cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

add_library(koers_flags INTERFACE)
# A fused multiply-add would make figures differ between machines and between native and browser.
target_compile_options(koers_flags INTERFACE -ffp-contract=off)
target_compile_options(koers_flags INTERFACE
  -Wall -Wextra -Wpedantic $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow> -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wimplicit-fallthrough)
# std::stable_sort of libstdc++ 12 calls a function that is deprecated since, which clang reports at the caller.
target_compile_options(koers_flags INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
if(KOERS_WERROR)
  target_compile_options(koers_flags INTERFACE -Werror)
endif()

if(KOERS_SANITIZE)
  target_compile_options(koers_flags INTERFACE
    -gline-tables-only -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link
    -fno-sanitize-recover=all
    -D_GLIBCXX_ASSERTIONS)  # an index past the end of a span or vector stops a test
  target_link_options(koers_flags INTERFACE -fuse-ld=lld -fsanitize=address,undefined)
endif()

if(KOERS_HARDEN)
  target_compile_options(koers_flags INTERFACE
    -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong -fstack-clash-protection)
  if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    target_compile_options(koers_flags INTERFACE -fcf-protection)
  endif()
  target_link_options(koers_flags INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

# Code of the house itself is held to more than its tests are.
add_library(koers_source_flags INTERFACE)
target_link_libraries(koers_source_flags INTERFACE koers_flags)
target_compile_options(koers_source_flags INTERFACE -Wconversion -Wno-sign-conversion)
