#include "dossier/codes.h"

#include <array>
#include <cstddef>

#include "dossier/kinds_described.h"

namespace koers::dossier {

namespace {

/// A word that C++ keeps for itself ends in an underscore in the code and not in the file.
constexpr std::string_view written(std::string_view name) {
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

template <template <class...> class L, class... D>
constexpr std::array<std::string_view, sizeof...(D)> all(L<D...>) {
  return {written(D::name)...};
}

template <class E>
std::string_view at(E value) {
  static constexpr auto names = all(boost::describe::describe_enumerators<E>{});
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view code(Role value) { return at(value); }
std::string_view code(Moment value) { return at(value); }
std::string_view code(State value) { return at(value); }
std::string_view code(Place value) { return at(value); }
std::string_view code(MeasurementState value) { return at(value); }
std::string_view code(Band value) { return at(value); }
std::string_view code(SafetyType value) { return at(value); }
std::string_view code(Judgement value) { return at(value); }
std::string_view code(With value) { return at(value); }
std::string_view code(Topic value) { return at(value); }
std::string_view code(PlanType value) { return at(value); }
std::string_view code(Click value) { return at(value); }
std::string_view code(Without value) { return at(value); }

std::optional<Role> role_named(std::string_view code) {
  for (int role = 0; role <= static_cast<int>(Role::system); ++role) {
    if (at(static_cast<Role>(role)) == code) return static_cast<Role>(role);
  }
  return {};
}

}  // namespace koers::dossier
