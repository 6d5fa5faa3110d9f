#include "exchange/library.h"

#include <algorithm>
#include <array>
#include <map>
#include <sodium/crypto_hash_sha256.h>

#include "exchange/line_json.h"
#include "exchange/yaml.h"

namespace koers::exchange {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

// "methods/iag-2019" for each form in which a path may be named.
std::string_view stem(std::string_view path) {
  for (const std::string_view end : {".yaml", ".yml", ".json"}) {
    if (path.ends_with(end)) return path.substr(0, path.size() - end.size());
  }
  return path;
}

std::string shown(std::string_view path) {
  return path.ends_with(".json") ? std::string(stem(path)) + ".yaml" : std::string(path);
}

}  // namespace

std::string content_hash(json::Value root) {
  const std::string text = compact_json(root);
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string out;
  for (const unsigned char byte : hash) {
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

struct Library::State {
  struct File {
    TextFile text;
    std::unique_ptr<json::Document> document;
  };
  std::map<std::string, File, std::less<>> files;  // by stem
  std::map<std::string, method::Method, std::less<>> methods;
  std::vector<std::string> loading;  // guards `replaces` that lead back
  method::Known known;

  File* find(std::string_view path) {
    const auto found = files.find(stem(path));
    return found == files.end() ? nullptr : &found->second;
  }
};

Library::Library() : state_(std::make_unique<State>()) {}
Library::~Library() = default;
Library::Library(Library&&) noexcept = default;
Library& Library::operator=(Library&&) noexcept = default;

void Library::add(std::span<const TextFile> files) {
  for (const TextFile& file : files) {
    state_->files.insert_or_assign(std::string(stem(file.path)), State::File{file, nullptr});
  }
}

void Library::check_against(method::Known known) { state_->known = std::move(known); }

Expected<json::Value> Library::document(std::string_view path) {
  State::File* file = state_->find(path);
  if (file == nullptr) return fail("file.not_in_library", {{"file", std::string(path.substr(0, 200))}});
  if (file->document) return file->document->root();
  auto document = std::make_unique<json::Document>();
  const std::string name = shown(file->text.path);
  const bool json = file->text.path.ends_with(".json");
  auto root =
      json ? json::parse(file->text.text, *document, {name, 0, 0, {}}) : read_yaml(file->text.text, *document, name);
  if (!root) return fail(std::move(root.error()));
  file->document = std::move(document);
  return *root;
}

Checked<method::Expanded> Library::expanded(std::string_view path) {
  const auto root = document(path);
  if (!root) return fail(Errors{root.error()});
  Errors broken;  // of a base: told instead of "unknown version"
  auto out = method::expand(*root, shown(state_->find(path)->text.path),
                            [&](std::string_view id) -> std::optional<method::Base> {
                              const std::string base = path_of(id);
                              if (base.empty()) return {};
                              const auto found = document(base);
                              if (found) return method::Base{*found, shown(base)};
                              broken.push_back(found.error());
                              return {};
                            });
  if (!broken.empty()) return fail(std::move(broken));
  return out;
}

Checked<const method::Method*> Library::method(std::string_view path) {
  const std::string key(stem(path));
  const auto ready = state_->methods.find(key);
  if (ready != state_->methods.end()) return &ready->second;

  auto source = expanded(path);
  if (!source) return fail(std::move(source.error()));
  method::Known known = state_->known;
  known.method = [&](std::string_view id) -> const method::Method* {
    const std::string other = path_of(id);
    if (other.empty() || std::ranges::find(state_->loading, other) != state_->loading.end()) return nullptr;
    const auto found = method(other);
    return found ? *found : nullptr;
  };
  state_->loading.push_back(shown(state_->find(path)->text.path));
  auto loaded = method::load_method(*source, known);
  state_->loading.pop_back();
  if (!loaded) return fail(std::move(loaded.error()));
  loaded->hash = content_hash(source->document.root());
  return &state_->methods.emplace(key, std::move(*loaded)).first->second;
}

Checked<method::SignalSet> Library::signals(std::string_view path) {
  const auto root = document(path);
  if (!root) return fail(Errors{root.error()});
  auto loaded = method::load_signals(*root, shown(state_->find(path)->text.path), state_->known);
  if (loaded) loaded->hash = content_hash(*root);
  return loaded;
}

Checked<method::Settings> Library::settings(std::string_view path) {
  const auto root = document(path);
  if (!root) return fail(Errors{root.error()});
  auto loaded = method::load_settings(*root, shown(state_->find(path)->text.path));
  if (loaded) loaded->hash = content_hash(*root);
  return loaded;
}

std::string Library::path_of(std::string_view id) {
  std::string by_name;
  for (const auto& [key, file] : state_->files) {
    if (key.starts_with("signals/") || key.starts_with("settings/")) continue;
    if (std::string_view(key).substr(key.rfind('/') + 1) != id) continue;
    const bool on_disk = !file.text.path.ends_with(".json");
    if (by_name.empty() || on_disk) by_name = shown(file.text.path);
  }
  if (!by_name.empty()) return by_name;
  for (auto& [key, file] : state_->files) {  // a file may have another name than its method
    if (file.text.path.ends_with(".json")) continue;
    const auto root = document(key);
    if (!root) continue;
    const auto member = [&](std::string_view name) {
      return std::string(root->find(name).value_or(json::Value()).text());
    };
    if (member("method") + '-' + member("version") == id) return file.text.path;
  }
  return {};
}

std::vector<std::string> Library::paths(std::string_view directory) const {
  std::vector<std::string> out;
  for (const auto& [key, file] : state_->files) {
    if (key.starts_with(directory)) out.push_back(shown(file.text.path));
  }
  return out;
}

Checked<method::Catalogue> Library::catalogue() {
  Errors faults;
  method::Catalogue out;
  const auto keep = [&faults](Errors&& found) { faults.insert(faults.end(), found.begin(), found.end()); };
  for (const std::string& path : paths("settings/provider")) {
    if (auto settings = this->settings(path))
      out.set_settings(std::move(*settings));
    else
      keep(std::move(settings.error()));
  }
  const method::Settings loaded = out.settings();
  if (state_->known.settings == nullptr) state_->known.settings = &loaded;
  for (const std::string& path : paths("methods/")) {
    if (auto method = this->method(path)) {
      if (auto taken = out.add(**method)) faults.push_back(std::move(*taken));
    } else {
      keep(std::move(method.error()));
    }
  }
  for (const std::string& path : paths("signals/")) {
    if (auto set = signals(path))
      out.add(std::move(*set));
    else
      keep(std::move(set.error()));
  }
  if (state_->known.settings == &loaded) state_->known.settings = nullptr;
  if (!faults.empty()) return fail(std::move(faults));
  return out;
}

}  // namespace koers::exchange
