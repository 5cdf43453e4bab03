// Who talked how much.
#ifndef CHAT_TRAFFIC_H
#define CHAT_TRAFFIC_H

#include "Room.h"

#include <string>

namespace chat {

/// One line per member, the most talkative first.
std::string describeTraffic(const Room &Where);

} // namespace chat

#endif
