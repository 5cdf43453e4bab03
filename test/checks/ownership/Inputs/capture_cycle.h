// Other files include this, too.
#include <functional>
#include <memory>

struct InHeader : std::enable_shared_from_this<InHeader> {
  std::function<void()> OnEvent;
  int Count = 0;
  void startBad() {
    OnEvent = [Self = shared_from_this()] { ++Self->Count; };
  }
  void keep(std::function<void()> Handler);
};
