// koers case …: the file of a case. `koers course` says what is in it.
#include <iostream>
#include <memory>

#include "cli/case_due.h"
#include "cli/case_input.h"
#include "dossier/codec.h"
#include "dossier/kinds_page.h"

namespace koers::cli {

void add_case(CLI::App& app) {
  CLI::App* group = app.add_subcommand("case", "The file of a case, and what is to be measured over many");
  group->require_subcommand(1);

  struct Options {
    std::string file;
    Language language = Language::nl;
  };
  const auto options = std::make_shared<Options>();

  CLI::App* convert = group->add_subcommand("convert", "Print a case in the compact line format as JSON Lines");
  convert
      ->add_option("FILE", options->file, "case in the compact line format (or JSON Lines, checked and printed again)")
      ->required();
  add_language(*convert, options->language);
  convert->callback(
      [options] { std::cout << dossier::write_case(read_case_or_refuse(options->file, options->language)); });

  CLI::App* schema = group->add_subcommand("schema", "Print the JSON Schema of an entry");
  schema->callback([] {
    json::Writer out(2);
    dossier::write_schema(out);
    std::cout << out.str() << '\n';
  });

  CLI::App* kinds = group->add_subcommand("kinds", "Print docs/kinds.md: every kind of entry with its members");
  kinds->callback([] { std::cout << dossier::kinds_page(); });

  add_case_due(*group);
  add_case_response(*group);
}

}  // namespace koers::cli
