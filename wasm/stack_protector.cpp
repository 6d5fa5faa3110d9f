// Debian builds compiler-rt with stack protection, and its 128-bit division asks for these two; wasi-libc has neither.
#include <cstdint>

extern "C" {
std::uintptr_t __stack_chk_guard = 0x6b6f6572;
[[noreturn]] void __stack_chk_fail() { __builtin_trap(); }
}
