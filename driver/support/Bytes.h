//===- Bytes.h - Plain data as bytes --------------------------------------===//
//
// For data that only this very program reads again: in a worker's parent, from
// the cache, from facts files. Aggregates are written field by field in the
// order of their declaration, numbers as LEB128, each text once. Nothing else
// has to be said of a type.
//
// A type that is no aggregate has functions `void write(ByteWriter &, const T
// &)` and `void read(ByteReader &, T &)` in its namespace.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_SUPPORT_BYTES_H
#define MEMTIDY_SUPPORT_BYTES_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace memtidy {

namespace bytes {

template <typename T> inline constexpr bool IsVector = false;
template <typename T> inline constexpr bool IsVector<std::vector<T>> = true;
template <typename T> inline constexpr bool IsOptional = false;
template <typename T> inline constexpr bool IsOptional<std::optional<T>> = true;
template <typename T> inline constexpr bool IsMap = false;
template <typename K, typename V>
inline constexpr bool IsMap<std::map<K, V>> = true;

/// Whether Value is one of the enumerators. Then clang gives its name,
/// "[Value = memtidy::Level::Likely]", else "[Value = (memtidy::Level)7]".
template <auto Value> consteval bool isEnumerator() {
  std::string_view Text = __PRETTY_FUNCTION__;
  Text.remove_suffix(1);
  return Text[Text.find_last_not_of("0123456789")] != ')';
}

/// How many enumerators, which count from 0, the enumeration has.
template <typename E, unsigned From = 0> consteval unsigned enumerators() {
  if constexpr (isEnumerator<static_cast<E>(From)>())
    return enumerators<E, From + 1>();
  else
    return From;
}

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc++26-extensions"
/// Calls \p Visit for each field of an aggregate.
template <typename T, typename Visitor>
void forEachField(T &Value, Visitor Visit) {
  auto &[... Fields] = Value;
  (Visit(Fields), ...);
}
#pragma clang diagnostic pop

} // namespace bytes

/// Turns values into bytes.
class ByteWriter {
public:
  template <typename T> void put(const T &Value) {
    if constexpr (requires { write(*this, Value); })
      write(*this, Value);
    else if constexpr (std::is_enum_v<T>)
      llvm::encodeULEB128(static_cast<unsigned>(Value), OS);
    else if constexpr (std::is_floating_point_v<T>)
      put(llvm::bit_cast<uint64_t>(double(Value)));
    else if constexpr (std::is_unsigned_v<T>)
      llvm::encodeULEB128(Value, OS);
    else if constexpr (std::is_same_v<T, std::string>)
      putText(Value);
    else if constexpr (bytes::IsVector<T>) {
      put(Value.size());
      for (const auto &One : Value)
        put(One);
    } else if constexpr (bytes::IsOptional<T>) {
      put(Value.has_value());
      if (Value)
        put(*Value);
    } else if constexpr (bytes::IsMap<T>) {
      put(Value.size());
      for (const auto &[Key, One] : Value) {
        put(Key);
        put(One);
      }
    } else {
      static_assert(std::is_aggregate_v<T>);
      bytes::forEachField(Value,
                          [this](const auto &Field) { this->put(Field); });
    }
  }

  llvm::StringRef bytes() const { return Bytes; }

private:
  void putText(llvm::StringRef Text) {
    auto [Known, IsNew] = Texts.try_emplace(Text, Texts.size());
    put(Known->second);
    if (!IsNew)
      return;
    put(Text.size());
    OS << Text;
  }

  std::string Bytes;
  llvm::raw_string_ostream OS{Bytes};
  /// By their numbers.
  llvm::StringMap<size_t> Texts;
};

/// Reads what a ByteWriter has written. The bytes may be anybody's: no number
/// in them is trusted, and values that they do not hold are empty or 0.
class ByteReader {
public:
  /// Reads \p Bytes, which must outlive this. \p Change may rewrite each text.
  explicit ByteReader(llvm::StringRef Bytes,
                      llvm::function_ref<void(std::string &)> Change = nullptr)
      : Left(Bytes), Change(Change) {}

  template <typename T> void get(T &Value) {
    if constexpr (requires { read(*this, Value); })
      read(*this, Value);
    else if constexpr (std::is_enum_v<T>)
      Value = static_cast<T>(number(bytes::enumerators<T>() - 1));
    else if constexpr (std::is_floating_point_v<T>)
      Value = llvm::bit_cast<double>(number(UINT64_MAX));
    else if constexpr (std::is_unsigned_v<T>)
      Value = number(std::numeric_limits<T>::max());
    else if constexpr (std::is_same_v<T, std::string>)
      Value = text();
    else if constexpr (bytes::IsVector<T>)
      for (uint64_t More = number(Left.size()); More && Good; --More)
        get(Value.emplace_back());
    else if constexpr (bytes::IsOptional<T>) {
      if (number(1))
        get(Value.emplace());
    } else if constexpr (bytes::IsMap<T>) {
      for (uint64_t More = number(Left.size()); More && Good; --More) {
        typename T::key_type Key;
        get(Key);
        get(Value[std::move(Key)]);
      }
    } else {
      static_assert(std::is_aggregate_v<T>);
      bytes::forEachField(Value, [this](auto &Field) { this->get(Field); });
    }
  }

  /// Whether all was there that was asked for, and nothing else was.
  bool isWhole() const { return Good && Left.empty(); }

private:
  uint64_t number(uint64_t Largest);
  const std::string &text();
  llvm::StringRef take(uint64_t Size);

  llvm::StringRef Left;
  const llvm::function_ref<void(std::string &)> Change;
  std::deque<std::string> Texts;
  bool Good = true;
};

/// Returns \p Value as bytes.
template <typename T> std::string toBytes(const T &Value) {
  ByteWriter Out;
  Out.put(Value);
  return Out.bytes().str();
}

/// Returns the value that toBytes() has made into \p Bytes, or nothing if they
/// are none of its bytes. \p Change may rewrite each text.
template <typename T>
std::optional<T>
fromBytes(llvm::StringRef Bytes,
          llvm::function_ref<void(std::string &)> Change = nullptr) {
  ByteReader In(Bytes, Change);
  T Value;
  In.get(Value);
  if (!In.isWhole())
    return std::nullopt;
  return Value;
}

} // namespace memtidy

#endif // MEMTIDY_SUPPORT_BYTES_H
