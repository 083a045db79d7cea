package io.github.flygate.trace;

/** A Java migration whose work stands in another class. */
@SuppressWarnings("TypeName")
public class V9__Inherits extends V9__AltersTable {}
