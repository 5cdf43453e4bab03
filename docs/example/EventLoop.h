// The loop that everything runs on. A task runs once and is gone.
#ifndef CHAT_EVENTLOOP_H
#define CHAT_EVENTLOOP_H

#include <deque>
#include <functional>

namespace chat {

class EventLoop {
public:
  /// Runs Task once, after everything that was posted before it.
  void post(std::function<void()> Task);

  /// Runs until no task is left.
  void run();

private:
  std::deque<std::function<void()>> Tasks;
};

} // namespace chat

#endif
