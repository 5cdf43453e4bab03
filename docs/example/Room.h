// A room: who is in it, and what was said.
#ifndef CHAT_ROOM_H
#define CHAT_ROOM_H

#include "Message.h"
#include "Session.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace chat {

class Room {
public:
  void join(std::shared_ptr<Session> Who);
  void leave(std::uint32_t Id);

  /// Appends a line to the history and shows it to all others.
  void publish(const Session &From, std::string_view Line);

  const std::vector<Message> &history() const { return History; }

private:
  std::vector<std::shared_ptr<Session>> Members;
  std::vector<Message> History;
};

/// The bytes that precede a message on the wire.
std::string encodeHeader(const Message &What);

} // namespace chat

#endif
