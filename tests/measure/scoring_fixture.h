// Instruments written in a test, as JSON.
#pragma once

#include <gtest/gtest.h>
#include <string>

#include "base/json.h"
#include "measure/instrument.h"

namespace koers::measure::scoring_test {

/// An instrument of a frame's kind with these members beside those every file has.
inline Instrument frame(const std::string& members) {
  static int count = 0;
  const std::string text =
      R"({"instrument": "made_up", "name": {"nl": "x", "en": "x"}, "class": "frame", "holder": "nobody",
    "licence": {"text": "made up", "source": "made up"}, "better": {"value": "lower", "source": "made up"},
    "items_source": "made up", "scales_source": "made up", )" +
      members + "}";
  json::Document document;
  const auto root = json::parse(text, document, {"test" + std::to_string(++count) + ".json", 0, 0, {}});
  EXPECT_TRUE(root) << (root ? "" : root.error().code);
  if (!root) return {};
  auto found = read_instrument(*root, "test.json");
  for (const Error& fault : found ? Errors() : found.error()) ADD_FAILURE() << fault.code << ' ' << fault.place.pointer;
  return found ? std::move(*found) : Instrument();
}

/// Items a to e, answered from 0 to 3.
inline Instrument five(const std::string& scale, const std::string& more = R"("slots": ["texts"])") {
  return frame(R"("answer_sets": [{"code": "s", "least": 0, "most": 3, "source": "made up"}],
    "items": [{"code": "a", "answers": "s"}, {"code": "b", "answers": "s"}, {"code": "c", "answers": "s"},
              {"code": "d", "answers": "s"}, {"code": "e", "answers": "s"}],
    "scales": [{"code": "x", "name": {"nl": "x", "en": "x"}, )" +
               scale + "}], " + more);
}

}  // namespace koers::measure::scoring_test
