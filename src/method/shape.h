// What a reader asks of a file, as data. Made by running the reading functions themselves without a file (Reader in reader.h):
// a key the reader asks for and its schema cannot differ. Internal to the room, but for the schema (schema.h).
#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <vector>

namespace koers::method {

struct Member;

/// What holds between the keys of one object, beside what each holds.
struct Condition {
  enum class Kind : std::uint8_t {
    exactly_one,  ///< of `keys`
    at_least_one,  ///< of `keys`
    not_both,  ///< the two `keys`
    absent_when,  ///< keys[1], when keys[0] holds `word`
    own_or_given,  ///< keys[1] must be there, unless keys[0] holds `word`: then it must not
  };
  Kind kind;
  std::vector<std::string> keys;
  std::string word = {};
};

struct Shape {
  enum class Type : std::uint8_t { text, number, whole, choice, date, rule, object, list, map, either };
  Type type = Type::object;
  std::string pattern = {};  ///< text; map: of its keys
  std::int64_t least = 0, most = 0;  ///< number, whole: bounds; text: at most so long; list: at most so many items
  std::vector<std::string> words = {};  ///< choice
  std::list<Shape> parts = {};  ///< list, map: what each holds; either: the alternatives
  std::list<Member> members = {};  ///< object; lists, because readers point into them while more is added
  std::vector<Condition> conditions = {};  ///< object
  std::string base = {};  ///< object: nothing is required when this key is there, another file then gives the rest
};

struct Member {
  std::string key;
  bool required = false;
  Shape shape = {};
};

/// Of whole files: the root object.
Shape method_shape();
Shape signals_shape();
Shape settings_shape();

}  // namespace koers::method
