// Each argument does one thing the sanitizers must stop.
#include <cstdlib>
#include <limits>
#include <vector>

int main(int argc, char** argv) {
  const int what = argc > 1 ? std::atoi(argv[1]) : 0;
  if (what == 1) {
    volatile int largest = std::numeric_limits<int>::max();
    largest = largest + 1;
  }
  if (what == 2) {
    volatile int* gone = new int(2);
    delete gone;
    return *gone;
  }
  if (what == 3) {
    auto* lost = static_cast<volatile char*>(std::malloc(100));
    lost[0] = 'x';
  }
  if (what == 4) {
    const std::vector<int> none;
    volatile std::size_t past = 0;
    return none[past] != 0;
  }
  return 0;
}
