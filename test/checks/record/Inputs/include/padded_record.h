struct InstalledBad {
  bool First;
  double Wide;
  bool Second;
};
