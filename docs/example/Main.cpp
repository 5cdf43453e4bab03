// Three clients meet, talk and leave; then everything they said is printed.
#include "EventLoop.h"
#include "Room.h"
#include "Session.h"
#include "Traffic.h"

#include <cstdio>
#include <memory>
#include <vector>

using namespace chat;

static std::shared_ptr<Session> enter(EventLoop &Loop,
                                      const std::shared_ptr<Room> &Where,
                                      std::uint32_t Id, const char *Name) {
  auto Client = std::make_shared<Session>(Loop, Id, Name);
  Client->start(Where);
  Where->join(Client);
  return Client;
}

static void print(const Session &Client) {
  std::printf("--- %s\n", Client.name().c_str());
  for (const std::string &Line : Client.screen())
    std::printf("%s\n", Line.c_str());
}

int main() {
  EventLoop Loop;
  auto Lobby = std::make_shared<Room>();

  std::vector<std::shared_ptr<Session>> Clients = {
      enter(Loop, Lobby, 1, "ada"),
      enter(Loop, Lobby, 2, "grace"),
      enter(Loop, Lobby, 3, "barbara"),
  };
  Clients[0]->receive("who has the minutes?");
  Clients[1]->receive("I do");
  Clients[2]->receive("!read them, we start in five minutes");
  Clients[0]->receive("thanks");
  Loop.run();

  for (const auto &Client : Clients) {
    Client->stop();
    print(*Client);
    Lobby->leave(Client->id());
  }
  std::printf("--- traffic\n%s", describeTraffic(*Lobby).c_str());
  // LeakSanitizer ends the process before the standard streams are flushed.
  std::fflush(stdout);
}
