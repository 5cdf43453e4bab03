#pragma once
#include <memory>

struct Gauge {
  virtual ~Gauge() = default;
  int Value = 0;
};

// All that may use it is here.
class ClosedBad {
public:
  ClosedBad() : Inner(std::make_shared<Gauge>()) {}
  ClosedBad(const ClosedBad &) = delete;
  int get() const { return Inner->Value; }

private:
  std::shared_ptr<Gauge> Inner;
};

// Somebody may use it who is not here.
class OpenOk {
public:
  OpenOk() : Inner(std::make_shared<Gauge>()) {}
  OpenOk(const OpenOk &) = delete;
  int get() const;

private:
  std::shared_ptr<Gauge> Inner;
};

struct PublicOk {
  PublicOk() : Inner(std::make_shared<Gauge>()) {}
  PublicOk(const PublicOk &) = delete;
  int get() const { return Inner->Value; }
  std::shared_ptr<Gauge> Inner;
};

// Another file may copy it, and the copies share.
class CopyableOk {
public:
  CopyableOk() : Inner(std::make_shared<Gauge>()) {}
  int get() const { return Inner->Value; }

private:
  std::shared_ptr<Gauge> Inner;
};
