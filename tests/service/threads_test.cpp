// Many at once: lists, files, records, sign-ins and accounts from several threads end as they would one after another. `make test-long` runs it
// under the thread sanitizer.
#include <atomic>
#include <gmock/gmock.h>
#include <thread>

#include "tests/service/site.h"

namespace koers::service::testing_ {
namespace {

using ThreadsTest = Site;

TEST_F(ThreadsTest, WhatManyDoAtOnceIsDoneOnceEach) {
  constexpr std::uint32_t threads = 6, each = 8;
  std::atomic<std::uint32_t> recorded = 0, listed = 0, refused = 0;
  const std::size_t before = acts->open(as("anna"), north, "entries.read")->file.entries.size();
  std::vector<std::thread> all;
  for (std::uint32_t t = 0; t < threads; ++t) {
    all.emplace_back([&, t] {
      for (std::uint32_t i = 0; i < each; ++i) {
        const std::uint32_t number = 1000 + t * each + i;
        const auto done =
            acts->record(as("anna"), north, {statement("anna", dossier::Role::worker, number, north)}, {});
        // Five tries in a row may all have met somebody who was sooner.
        if (done) {
          ++recorded;
        } else if (done.error().code == "journal.moved") {
          ++refused;
        }
        if (acts->list(as("sue"), {}, 10)) ++listed;
        static_cast<void>(acts->open(as("carl"), north, "course.read"));
        static_cast<void>(acts->access_log(as("mother"), north));
        const auto signed_in = sign_in->sign_in("bea", "rain on the old roof", "", as("bea"));
        if (signed_in) static_cast<void>(sign_in->caller(signed_in->token, as("bea"), true));
        store::Account account = *accounts->find_login("lea");
        account.name = "lea " + std::to_string(number);
        static_cast<void>(accounts->put(account));
      }
    });
  }
  for (std::thread& thread : all) thread.join();
  EXPECT_EQ(recorded + refused, threads * each);
  EXPECT_GT(recorded, threads * each / 2);
  EXPECT_EQ(listed, threads * each);
  const auto after = acts->open(as("anna"), north, "entries.read");
  EXPECT_EQ(after->file.entries.size(), before + recorded);
  EXPECT_EQ(families_.find(north)->head, after->head) << "the list knows the last of them";
}

}  // namespace
}  // namespace koers::service::testing_
