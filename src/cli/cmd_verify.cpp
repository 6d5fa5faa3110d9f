// koers verify: whether journals and access log are as they were written; and the anchor that says so later.
#include <iostream>
#include <memory>

#include "cli/output.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "cli/store_place.h"
#include "cli/today.h"
#include "store/verify.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  std::string anchor, write_anchor;
  Language language = Language::nl;
};

void run(const Options& o) {
  const store::Paths paths = paths_of(o.place);
  const store::Secret key = key_or_refuse(o.place, o.language);
  std::string anchor;
  if (!o.anchor.empty()) {
    auto text = read_text(o.anchor);
    if (!text) refuse(text.error(), o.language);
    anchor = std::move(*text);
  }
  const auto seen = store::verify(paths, key, {}, o.anchor.empty() ? nullptr : &anchor, o.anchor);
  if (!seen) refuse(seen.error(), o.language);
  const exchange::Messages& words = messages(o.language);
  std::cout << words.text("verify.done", {{"journals", std::to_string(seen->journals)},
                                          {"rows", std::to_string(seen->rows)},
                                          {"destroyed", std::to_string(seen->destroyed)},
                                          {"events", std::to_string(seen->events)},
                                          {"faults", std::to_string(seen->faults.size())}})
            << '\n';
  if (!seen->warnings.empty()) std::cerr << words.text(seen->warnings);
  if (!seen->faults.empty()) refuse(seen->faults, o.language);
  if (o.write_anchor.empty()) return;
  auto made = store::anchor_now(paths, key, {}, now());
  if (!made) refuse(made.error(), o.language);
  write_output(o.write_anchor, *made, {}, o.language);
}

}  // namespace

void add_verify(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("verify", "Find every row of journals and access log that is not as it was written");
  add_store_place(*command, o->place);
  command->add_option("--anchor", o->anchor, "an anchor written before: also what was cut off since then");
  command->add_option("--write-anchor", o->write_anchor,
                      "when all is sound, write the signed heads to this file, to be kept elsewhere");
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
