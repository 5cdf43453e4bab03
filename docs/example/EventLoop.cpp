#include "EventLoop.h"

#include <utility>

using namespace chat;

void EventLoop::post(std::function<void()> Task) {
  Tasks.push_back(std::move(Task));
}

void EventLoop::run() {
  while (!Tasks.empty()) {
    std::function<void()> Task = std::move(Tasks.front());
    Tasks.pop_front();
    Task();
  }
}
