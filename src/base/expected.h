// The result of what can fail: a value, or one Error, or (where a reader collects faults) all of them.
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "base/error.h"

namespace koers {

template <class T>
using Expected = tl::expected<T, Error>;

/// For readers that go on after a fault, so that a user sees all of them at once. Never an empty list.
template <class T>
using Checked = tl::expected<T, Errors>;

inline tl::unexpected<Error> fail(std::string code, Message::Args args = {}, Place place = {}) {
  return tl::unexpected<Error>(error(std::move(code), std::move(args), std::move(place)));
}
inline tl::unexpected<Error> fail(Error e) { return tl::unexpected<Error>(std::move(e)); }
inline tl::unexpected<Errors> fail(Errors e) { return tl::unexpected<Errors>(std::move(e)); }

}  // namespace koers
