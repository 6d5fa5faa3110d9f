// A parser with a fault: the fuzzer must find it, and a corpus that holds it must fail.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size >= 3 && data[0] == 'b' && data[1] == 'a' && data[2] == 'd') std::abort();
  return 0;
}
