// Other files include this, too.
struct SharedBad {
  bool First;
  double Wide;
  bool Second;
};

struct SharedConstructorBad {
  SharedConstructorBad();
  bool First;
  double Wide;
  bool Second;
};
