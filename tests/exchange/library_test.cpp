// Method files as a person writes them, through the library: what is refused and how it is said, variants, hashes.
#include "exchange/library.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <sstream>

#include "base/json_write.h"
#include "exchange/line_json.h"
#include "exchange/messages.h"
#include "exchange/yaml.h"

namespace koers::exchange {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

const rules::Vocabulary& small_vocabulary() {
  static const rules::Vocabulary vocabulary = [] {
    rules::Vocabulary out;
    const auto add = [&](const char* kind, const char* field, std::vector<std::string> codes) {
      rules::FieldName name;
      name.name = field;
      name.codes = std::move(codes);
      rules::KindName of;
      of.name = kind;
      of.fields.push_back(std::move(name));
      out.kinds.push_back(std::move(of));
    };
    add("person", "role", {"mother", "father", "child"});
    add("goal", "domain", {});
    add("contact", "held", {"yes", "no"});
    add("phase_start", "phase", {});
    add("phase_end", "phase", {});
    add("measurement", "informant", {"mother", "father", "child"});
    return out;
  }();
  return vocabulary;
}

// The shipped-like base of the tests and one file under test.
struct Files {
  std::vector<std::string> texts;
  Library library;
  std::vector<std::string> instruments{"cbcl", "obvl"};
  method::Settings settings;

  explicit Files(const std::vector<fs::path>& paths) {
    texts.reserve(paths.size() + 2);
    std::vector<TextFile> files;
    const auto add = [&](const fs::path& path) {
      texts.push_back(text_of(path));
      files.push_back({path.string(), texts.back()});
    };
    add("tests/data/method/small-1.yaml");
    add("tests/data/method/settings.yaml");
    for (const fs::path& path : paths) add(path);
    library.add(files);
    settings = *library.settings("tests/data/method/settings.yaml");
    const auto one_to_five = [](std::string_view code) -> std::optional<measure::Range> {
      if (code != "cbcl") return {};
      return measure::Range{Decimal{1, 0}, Decimal{5, 0}};
    };
    library.check_against({&small_vocabulary(), &instruments, &settings, {}, one_to_five});
  }
};

Errors faults_of(const fs::path& path) {
  Files files({path});
  const auto root = files.library.document(path.string());
  if (!root) return {root.error()};
  if (root->find("signals")) {
    const auto set = files.library.signals(path.string());
    return set ? method::check_sources(*set) : set.error();
  }
  if (root->find("settings")) {
    const auto settings = files.library.settings(path.string());
    return settings ? Errors() : settings.error();
  }
  const auto method = files.library.method(path.string());
  return method ? method::check_sources(**method) : method.error();
}

// A fault is one file, and beside it what koers says about it, in both languages. KOERS_UPDATE=1 writes what it says now.
TEST(MethodFaults, AreSaidAsTheFilesBesideThemShow) {
  const fs::path directory = "tests/data/method/faults";
  const auto dutch = Messages::read(text_of("i18n/nl.json"), Language::nl, "i18n/nl.json");
  const auto english = Messages::read(text_of("i18n/en.json"), Language::en, "i18n/en.json");
  ASSERT_TRUE(dutch && english);
  const Messages& nl = *dutch;
  const Messages& en = *english;
  std::size_t seen = 0;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() != ".yaml") continue;
    ++seen;
    Errors faults = faults_of(entry.path());
    EXPECT_FALSE(faults.empty()) << entry.path();
    for (Error& fault : faults) fault.place.file = fs::path(fault.place.file).filename().string();
    const std::string said = en.text(faults) + '\n' + nl.text(faults);
    const fs::path expected = fs::path(entry.path()).replace_extension(".txt");
    if (std::getenv("KOERS_UPDATE") != nullptr) std::ofstream(expected, std::ios::binary) << said;
    EXPECT_EQ(said, text_of(expected)) << entry.path();
  }
  EXPECT_GT(seen, 30U);
}

TEST(MethodFaults, EachHasAFile) {
  std::set<std::string> raised, shown;
  for (const auto& entry : fs::directory_iterator("src/method")) {
    const std::string text = text_of(entry.path());
    constexpr std::string_view begin = "(\"method.";
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
      raised.insert(text.substr(at + 2, text.find('"', at + 2) - at - 2));
    }
  }
  ASSERT_GT(raised.size(), 30U);
  for (const auto& entry : fs::directory_iterator("tests/data/method/faults")) {
    if (entry.path().extension() != ".yaml") continue;
    for (const Error& fault : faults_of(entry.path())) shown.insert(fault.code);
  }
  raised.erase("method.extends_depth");  // needs nine files: below
  raised.erase("method.version_taken");  // needs two files: below
  for (const std::string& code : raised)
    EXPECT_TRUE(shown.contains(code)) << code << " has no file in tests/data/method/faults";
}

TEST(Library, ReadsTheSmallMethodWhole) {
  Files files({});
  const auto loaded = files.library.method("tests/data/method/small-1.yaml");
  ASSERT_TRUE(loaded);
  const method::Method& m = **loaded;
  EXPECT_EQ(m.id(), "small-1");
  ASSERT_EQ(m.phases.size(), 2U);
  EXPECT_EQ(m.phases[0].weeks.max->text(), "6");
  EXPECT_EQ(text(m.phases[0].weeks.sources), "book:L10");
  EXPECT_EQ(m.phases[0].transition->topics, (std::vector<std::string>{"experience", "planning"}));
  EXPECT_EQ(m.number("phases.start.weeks.min")->value.text(), "4");
  EXPECT_EQ(m.number("aftercare.knipkaart.calls_max")->value.text(), "5");
  EXPECT_EQ(m.number("phases.start.weeks"), nullptr);
  EXPECT_EQ(m.phase_number("start", "weeks_max")->text(), "6");
  EXPECT_FALSE(m.phase_number("change", "contacts_per_week_min"));
  EXPECT_TRUE(m.closing_reasons[0].planned);
  EXPECT_EQ(m.hash.size(), 64U);
  EXPECT_EQ(m.listing.rules.size(), 1U);
  EXPECT_EQ(m.listing.rules[0].path, "fidelity.computed.start_weeks.met");
  EXPECT_TRUE(method::check_sources(m).empty());
}

std::string hash(const std::string& yaml) {
  Library library;
  const std::vector<TextFile> files{{"methods/a-1.yaml", yaml}};
  library.add(files);
  const auto root = library.document("methods/a-1.yaml");
  return root ? content_hash(*root) : root.error().code;
}

TEST(Library, TheHashIsOfTheContentNotTheLayout) {
  const std::string once = hash("a: 1\nb: [x, 2.50]\n");
  EXPECT_EQ(once, "f9932bffa96f5bcbccd03c086e90e819e62d152dcdf8b58d44935193ebdfaf20")
      << "sha256 of {\"a\":1,\"b\":[\"x\",2.50]}";
  EXPECT_EQ(once, hash("# note\na:   1\n\nb:\n  - 'x'\n  - 2.50\n"));
  EXPECT_NE(once, hash("a: 1\nb: [x, 2.5]\n"));
  EXPECT_NE(once, hash("b: [x, 2.50]\na: 1\n"));
}

struct Variants {
  std::vector<std::string> texts;
  Library library;
  explicit Variants(std::vector<std::pair<std::string, std::string>> named) {
    std::vector<TextFile> files;
    for (auto& [path, text] : named) texts.push_back(std::move(text));
    for (std::size_t i = 0; i < named.size(); ++i) files.push_back({named[i].first, texts[i]});
    library.add(files);
  }
};

const std::string kBase =
    "method: a\nversion: \"1\"\nnames: {nl: A, en: A}\nsources: {}\nstatus: partial\nthemes:\n  - {code: one, names: "
    "{nl: x, en: x}}\n"
    "roles:\n  - {code: worker, names: {nl: x, en: x}}\n";

TEST(Library, AVariantReplacesWholeKeysAndRemovesKeys) {
  Variants v({{"methods/a-1.yaml", kBase},
              {"methods/a-2.yaml",
               "extends: a-1\nversion: \"2\"\nremove: [roles]\nthemes: [{code: two, names: {nl: y, en: y}}]\n"},
              {"methods/a-3.yaml", "extends: a-2\nversion: \"3\"\n"}});
  const auto second = v.library.method("methods/a-2.yaml");
  ASSERT_TRUE(second) << second.error()[0].code;
  ASSERT_EQ((*second)->themes.size(), 1U);
  EXPECT_EQ((*second)->themes[0].code, "two");
  EXPECT_TRUE((*second)->roles.empty());
  EXPECT_EQ((*second)->code, "a");
  const auto third = v.library.method("methods/a-3.yaml");
  ASSERT_TRUE(third);
  EXPECT_EQ((*third)->themes[0].code, "two");
  EXPECT_TRUE((*third)->roles.empty());
  EXPECT_NE((*second)->hash, (*third)->hash);
}

TEST(Library, AFaultThatCameWithTheBaseNamesTheFileOfTheBase) {
  Variants v({{"methods/a-1.yaml", kBase + "tailoring:\n  - {code: t, names: {nl: x, en: x}, may: [x], phase: change, "
                                           "when: {fact: \"exists(goal)\", is: yes}}\n"},
              {"methods/a-2.yaml", "extends: a-1\nversion: \"2\"\n"}});
  const auto second = v.library.method("methods/a-2.yaml");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error()[0].code, "method.unknown_code");
  EXPECT_EQ(second.error()[0].place.file, "methods/a-1.yaml");
  EXPECT_EQ(second.error()[0].place.line, 11U);
}

TEST(Library, VariantsEndSomewhere) {
  std::vector<std::pair<std::string, std::string>> chain{{"methods/a-1.yaml", kBase}};
  for (int i = 2; i <= 11; ++i)
    chain.emplace_back("methods/a-" + std::to_string(i) + ".yaml",
                       "extends: a-" + std::to_string(i - 1) + "\nversion: \"" + std::to_string(i) + "\"\nmethod: a\n");
  Variants v(chain);
  EXPECT_TRUE(v.library.method("methods/a-8.yaml"));
  const auto tenth = v.library.method("methods/a-11.yaml");
  ASSERT_FALSE(tenth);
  EXPECT_EQ(tenth.error()[0].code, "method.extends_depth");

  Variants loop({{"methods/a-1.yaml", "method: a\nversion: \"1\"\nextends: a-2\n"},
                 {"methods/a-2.yaml", "method: a\nversion: \"2\"\nextends: a-1\n"}});
  EXPECT_EQ(loop.library.method("methods/a-1.yaml").error()[0].code, "method.extends_cycle");
}

TEST(Catalogue, AChangedFileNeedsANewVersion) {
  Variants v({{"methods/a-1.yaml", kBase}, {"methods/b.yaml", kBase + "summary: {nl: x, en: x}\n"}});
  const auto catalogue = v.library.catalogue();
  ASSERT_FALSE(catalogue);
  EXPECT_EQ(catalogue.error()[0].code, "method.version_taken");

  Variants twice({{"methods/a-1.yaml", kBase}, {"methods/b.yaml", "# the same\n" + kBase}});
  ASSERT_TRUE(twice.library.catalogue());
  EXPECT_EQ(twice.library.catalogue()->methods().size(), 1U);
}

TEST(Catalogue, SignalsOfAMethodReplaceThoseOfTheSet) {
  const std::string signal =
      "  - {code: CODE, names: {nl: N, en: N}, text: {nl: x, en: x}, why: {nl: x, en: x}, when: {fact: "
      "\"exists(goal)\", is: yes}, acts: [contact]}\n";
  const auto named = [&](const char* code, const char* name) {
    return std::regex_replace(std::regex_replace(signal, std::regex("CODE"), code), std::regex("N\\b"), name);
  };
  Variants v({{"methods/a-1.yaml", kBase + "signals:\n" + named("silent", "own") + named("extra", "own")},
              {"signals/core.yaml", "signals:\n" + named("silent", "core") + named("late", "core")}});
  const auto catalogue = v.library.catalogue();
  ASSERT_TRUE(catalogue) << catalogue.error()[0].code << catalogue.error()[0].place.line;
  std::string got;
  for (const auto& one : catalogue->signals(*catalogue->find("a-1")))
    got += one.definition->code + '=' + one.definition->names.nl + ' ';
  EXPECT_EQ(got, "silent=own late=core extra=own ");
}

TEST(Library, TheShippedFilesReadTheSameFromTheirJson) {
  for (const auto& entry : fs::recursive_directory_iterator("methods")) {
    const std::string yaml = text_of(entry.path());
    Library from_yaml, from_json;
    const std::vector<TextFile> source{{entry.path().string(), yaml}};
    from_yaml.add(source);
    const auto root = from_yaml.document(entry.path().string());
    ASSERT_TRUE(root);
    const std::string json = line_json(*root);
    const std::vector<TextFile> made{{fs::path(entry.path()).replace_extension(".json").string(), json}};
    from_json.add(made);
    const auto again = from_json.document(entry.path().string());
    ASSERT_TRUE(again);
    EXPECT_EQ(content_hash(*root), content_hash(*again));
    EXPECT_EQ(line_json(*root), line_json(*again));
  }
}

// The document once more, with a key nobody knows put into one object: the first of each place in the file's structure.
class Spoiler {
 public:
  explicit Spoiler(json::Value root) : root_(root) { shapes(root, ""); }
  const std::set<std::string>& all() const { return shapes_; }

  std::string with_unread_key(const std::string& shape) {
    target_ = shape;
    done_ = false;
    json::Writer out;
    write(root_, "", out);
    return out.str();
  }

 private:
  static std::string inner(json::Value parent, json::Value child, const std::string& shape) {
    return parent.is(json::Type::object) ? shape + '/' + std::string(child.key()) : shape + "/*";
  }
  void shapes(json::Value value, const std::string& shape) {
    if (value.is(json::Type::object)) shapes_.insert(shape);
    for (const json::Value child : value) shapes(child, inner(value, child, shape));
  }
  void write(json::Value value, const std::string& shape, json::Writer& out) {
    switch (value.type()) {
      case json::Type::null: out.null(); return;
      case json::Type::boolean: out.boolean(value.boolean()); return;
      case json::Type::number: out.decimal(value.number()); return;
      case json::Type::string: out.text(value.text()); return;
      case json::Type::array: out.begin_array(); break;
      case json::Type::object: out.begin_object(); break;
    }
    for (const json::Value child : value) {
      if (value.is(json::Type::object)) out.key(child.key());
      write(child, inner(value, child, shape), out);
    }
    if (value.is(json::Type::object) && shape == target_ && !done_) {
      out.key("zzz_nobody_reads_this").text("x");
      done_ = true;
    }
    out.end();
  }

  json::Value root_;
  std::set<std::string> shapes_;
  std::string target_;
  bool done_ = false;
};

TEST(Library, NoPartOfAShippedFileIsLeftUnread) {
  for (const char* path : {"methods/iag-2019.yaml"}) {
    const std::string yaml = text_of(path);
    json::Document document;
    const auto root = read_yaml(yaml, document, path);
    ASSERT_TRUE(root);
    Spoiler spoiler(*root);
    EXPECT_GT(spoiler.all().size(), 5U);
    for (const std::string& shape : spoiler.all()) {
      // Names are read by one function and the inside of rules by the reader of rules, which has its own tests.
      const bool elsewhere = shape.ends_with("/names") || shape.find("/all/") != std::string::npos ||
                             shape.find("/any/") != std::string::npos;
      if (elsewhere) continue;
      const std::string spoiled = spoiler.with_unread_key(shape);
      Library library;
      const std::vector<TextFile> files{{"methods/spoiled.json", spoiled}};
      library.add(files);
      const auto loaded = library.method("methods/spoiled.yaml");
      EXPECT_FALSE(loaded) << path << ": a key in " << shape << " is not missed by anybody";
    }
  }
}

TEST(Library, TheShippedMethodsNameASourceForEveryNumberAndThreshold) {
  std::vector<std::string> texts;
  std::vector<TextFile> files;
  for (const char* directory : {"methods", "signals", "settings"}) {
    for (const auto& entry : fs::directory_iterator(directory))
      texts.push_back(text_of(entry.path())), files.push_back({entry.path().string(), {}});
  }
  for (std::size_t i = 0; i < files.size(); ++i) files[i].text = texts[i];
  Library library;
  library.add(files);
  const auto catalogue = library.catalogue();
  ASSERT_TRUE(catalogue) << catalogue.error()[0].code;
  EXPECT_GE(catalogue->methods().size(), 3U);
  for (const method::Method* m : catalogue->methods()) {
    EXPECT_FALSE(m->listing.numbers.empty()) << m->id();
    for (const Error& fault : method::check_sources(*m))
      ADD_FAILURE() << fault.place.file << ':' << fault.place.line << ' ' << fault.code;
  }
  for (const method::SignalSet* set : catalogue->signal_sets()) {
    for (const Error& fault : method::check_sources(*set))
      ADD_FAILURE() << fault.place.file << ':' << fault.place.line << ' ' << fault.code;
  }
}

}  // namespace
}  // namespace koers::exchange
