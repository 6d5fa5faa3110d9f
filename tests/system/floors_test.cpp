#include "tests/system/floors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace koers::system_test {
namespace {

TEST(Floors, TheHouseIsInOrder) {
  const Floors house(".");
  EXPECT_GT(house.files(), 20u);
  EXPECT_THAT(house.faults(), testing::IsEmpty());
}

TEST(Floors, EveryKindOfDisorderIsSeen) {
  const Floors house("tests/system/fixtures/floors");
  EXPECT_THAT(
      house.faults(),
      testing::ElementsAre(
          "src/attic/box.h:1: no such room: attic", "src/base/up.h:1: base/ may not see rules/",
          "src/base/up.h:2: not on a pure floor: <iostream>",
          "src/base/up.h:3: docs/heavy.txt does not let this file include <nlohmann/json.hpp>",
          "src/base/up.h:5: not on a pure floor: throw ", "src/base/up.h:6: not on a pure floor: system_clock",
          "src/measure/side.cpp:1: measure/ may not see method/", "src/measure/side.cpp:2: no such file: base/gone.h",
          "src/measure/side.cpp:3: not a room: weather/rain.h",
          "src/measure/side.cpp:4: shipped files are handed to the pure floors, not read there",
          "tests/rules/heavy_test.cpp:1: docs/heavy.txt does not let this file include <nlohmann/json.hpp>"));
}

TEST(Floors, TheBuildKnowsTheSameOrder) {
  std::string rooms;
  for (const std::string& line : lines_of("cmake/rooms.cmake")) {
    if (line.starts_with("set(KOERS_PURE_ROOMS ")) rooms = line.substr(21, line.find(')') - 21);
    if (line.starts_with("set(KOERS_ROOMS ${KOERS_PURE_ROOMS} ")) rooms += " " + line.substr(36, line.find(')') - 36);
  }
  std::string expected;
  for (const std::string_view room : kRooms) expected += (expected.empty() ? "" : " ") + std::string(room);
  EXPECT_EQ(rooms, expected);
}

}  // namespace
}  // namespace koers::system_test
