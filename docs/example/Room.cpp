#include "Room.h"

#include <cstring>
#include <utility>

using namespace chat;

void Room::join(std::shared_ptr<Session> Who) {
  Members.push_back(std::move(Who));
}

void Room::leave(std::uint32_t Id) {
  std::erase_if(Members,
                [Id](const auto &Member) { return Member->id() == Id; });
}

void Room::publish(const Session &From, std::string_view Line) {
  Message &Latest = History.emplace_back();
  Latest.Number = History.size();
  Latest.Sender = From.id();
  Latest.Urgent = Line.starts_with('!');
  Latest.Text = From.name() + ": " + std::string(Line);

  for (const std::shared_ptr<Session> &Member : Members)
    if (Member->id() != From.id())
      Member->deliver(Latest);
}

std::string chat::encodeHeader(const Message &What) {
  WireHeader Header{};
  Header.Version = 1;
  Header.Number = What.Number;
  Header.Kind = What.Urgent ? 2 : 1;
  Header.Length = static_cast<std::uint32_t>(What.Text.size());

  std::string Bytes(sizeof Header, '\0');
  std::memcpy(Bytes.data(), &Header, sizeof Header);
  return Bytes;
}
