// One connected client.
#ifndef CHAT_SESSION_H
#define CHAT_SESSION_H

#include "EventLoop.h"
#include "Message.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace chat {

class Room;

class Session : public std::enable_shared_from_this<Session> {
public:
  Session(EventLoop &Loop, std::uint32_t Id, std::string Name);

  /// Enters the room: from now on lines go there.
  void start(const std::shared_ptr<Room> &Where);

  /// The client typed a line. The loop deals with it later.
  void receive(std::string Line);

  /// Shows a message of somebody else to the client.
  void deliver(const Message &What);

  void stop();

  std::uint32_t id() const { return Id; }
  const std::string &name() const { return Name; }
  const std::vector<std::string> &screen() const { return Screen; }

private:
  void say(std::string_view Line);

  EventLoop &Loop;
  std::uint32_t Id;
  std::string Name;
  std::weak_ptr<Room> Where;
  std::vector<std::string> Screen;
  std::function<void(std::string_view)> OnLine;
  std::function<void()> OnStop;
};

} // namespace chat

#endif
