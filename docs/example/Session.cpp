#include "Session.h"
#include "Room.h"

#include <utility>

using namespace chat;

Session::Session(EventLoop &Loop, std::uint32_t Id, std::string Name)
    : Loop(Loop), Id(Id), Name(std::move(Name)) {}

void Session::start(const std::shared_ptr<Room> &To) {
  Where = To;

  // Kept by the session itself, for as long as it lives.
  OnLine = [Self = shared_from_this()](std::string_view Line) {
    Self->say(Line);
  };

  // Kept as long, but it owns nothing.
  OnStop = [Weak = weak_from_this()] {
    if (auto Self = Weak.lock())
      Self->Screen.push_back("* bye, " + Self->Name);
  };

  // Owns the session too, but the loop drops it after one run.
  Loop.post([Self = shared_from_this()] {
    Self->Screen.push_back("* welcome, " + Self->Name);
  });
}

void Session::receive(std::string Line) {
  Loop.post([Self = shared_from_this(), Line = std::move(Line)] {
    if (Self->OnLine)
      Self->OnLine(Line);
  });
}

void Session::deliver(const Message &What) {
  std::string Line = What.Urgent ? "! " : "  ";
  Line += std::to_string(What.Number) + ' ' + What.Text;
  Screen.push_back(std::move(Line));
}

void Session::stop() {
  if (OnStop)
    OnStop();
}

void Session::say(std::string_view Line) {
  if (auto To = Where.lock())
    To->publish(*this, Line);
}
