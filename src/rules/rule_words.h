// The keys and limits of a rule in a file: what its reader knows and its schema says. Internal to the room.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace koers::rules {

inline constexpr std::array<std::string_view, 7> comparators{"is",        "is_not",  "one_of",   "at_least",
                                                             "more_than", "at_most", "less_than"};
inline constexpr std::array<std::string_view, 3> origins{"setting", "phase", "method"};
inline constexpr std::array<std::string_view, 6> node_keys{"all", "any", "not", "of", "fact", "rule"};
inline constexpr std::size_t most_parts = 200;
inline constexpr std::size_t most_literals = 60;
inline constexpr std::int64_t most_times = 1000;
inline constexpr std::size_t longest_rule_code = 64;
inline constexpr std::size_t longest_literal = 64;
inline constexpr std::size_t longest_name = 200;       ///< of a fact, in one language
inline constexpr std::size_t longest_reference = 200;

}  // namespace koers::rules
