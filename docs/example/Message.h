// What members of a room say to each other, in memory and on the wire.
#ifndef CHAT_MESSAGE_H
#define CHAT_MESSAGE_H

#include <cstdint>
#include <string>

namespace chat {

/// One line of a room's history. A busy room keeps a lot of them.
struct Message {
  bool Urgent = false;
  std::string Text;
  bool Edited = false;
  std::uint64_t Number = 0;
  std::uint32_t Sender = 0;
};

/// The header of a message as clients receive it. Its order is the protocol's,
/// not ours.
struct WireHeader {
  std::uint8_t Version;
  std::uint64_t Number;
  std::uint8_t Kind;
  std::uint32_t Length;
};
static_assert(sizeof(WireHeader) == 24, "clients read this struct");

} // namespace chat

#endif
