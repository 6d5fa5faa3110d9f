// The anchor: the heads of all journals and of the access log at one moment, signed, as a text file that is kept elsewhere. What was cut off,
// altered or exchanged since then differs from it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/expected.h"
#include "store/access_log.h"
#include "store/keys.h"
#include "store/rows.h"

namespace koers::store {

struct Anchor {
  std::string organisation;  ///< 16 bytes
  CivilTime at;
  std::map<std::string, Head> journals;  ///< by pseudonym
  std::map<int, Head> log;  ///< by year
};

/// The heads as they stand in these databases; the caller holds a read transaction when they may move.
Expected<Anchor> anchor_of(Db& data, const RootKeys& root, const std::map<int, Db*>& log, CivilTime at);

/// Lines of words, the last of them the signature; ASCII.
std::string write_anchor(const Anchor& anchor, const Secret& seed);
/// anchor.not_an_anchor with the line; anchor.not_signed when the signature is not of this organisation's key.
Expected<Anchor> read_anchor(std::string_view text, const Secret& seed, const std::string& file);
/// The same without the key: only whether it is well formed. For who has no key, and for the fuzzer.
Expected<Anchor> parse_anchor(std::string_view text, const std::string& file);

}  // namespace koers::store
