// RUN: %check_memtidy %s memtidy-expired-weak-ptr --level possible --real-std
// Two locks of one pointer can give two answers; whether another thread exists, nobody knows.

#include <memory>

struct Account {
  int balance = 0;
  int limit = 0;
};

int roomBad(const std::weak_ptr<Account> &account) {
  return account.lock()->limit - account.lock()->balance; // CHECK: :[[@LINE]]:42: warning: 'account' is locked twice in one statement, each time without a check
}

int roomOk(const std::weak_ptr<Account> &account) {
  if (auto locked = account.lock())
    return locked->limit - locked->balance;
  return 0;
}

int bothOk(const std::weak_ptr<Account> &one, const std::weak_ptr<Account> &other) {
  auto first = one.lock();
  auto second = other.lock();
  return first && second ? first->limit - second->balance : 0;
}
