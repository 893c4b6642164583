package dev.baton.codec.graph;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.GeneralPath;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.beans.IndexedPropertyChangeEvent;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeSupport;
import java.beans.VetoableChangeSupport;
import java.util.EventObject;

/** Values of {@code java.awt} and {@code java.beans}. */
final class DesktopMakers {

  private DesktopMakers() {}

  static void addTo(Makers to) {
    addColours(to);
    addShapes(to);
    addEvents(to);
  }

  private static void addColours(Makers to) {
    to.value("Color", source -> new Color(source.number(), 2, 3, 4));
    to.value("Font", source -> new Font(Font.SERIF, Font.BOLD, 10 + source.below(5)));
    to.value(
        "ICC_Profile",
        source ->
            ICC_Profile.getInstance(
                source.oneOf(ColorSpace.CS_sRGB, ColorSpace.CS_GRAY, ColorSpace.CS_PYCC)));
    to.value(
        "ICC_ColorSpace",
        source -> new ICC_ColorSpace(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB)));
  }

  private static void addShapes(Makers to) {
    to.value("Dimension", source -> new Dimension(source.number(), 2));
    to.value("Insets", source -> new Insets(source.number(), 2, 3, 4));
    to.value("Point", source -> new Point(source.number(), 2));
    to.value("Rectangle", source -> new Rectangle(source.number(), 2, 3, 4));
    to.value("AffineTransform", source -> AffineTransform.getRotateInstance(source.number()));
    to.value(
        "shape of floats",
        source ->
            source.oneOf(
                new Arc2D.Float(1, 2, 3, 4, 5, 6, Arc2D.PIE),
                new CubicCurve2D.Float(1, 2, 3, 4, 5, 6, 7, 8),
                new Ellipse2D.Float(1, 2, 3, 4),
                new Line2D.Float(1, 2, 3, 4),
                new Path2D.Float(new Line2D.Float(1, 2, 3, 4)),
                new Point2D.Float(1, 2),
                new QuadCurve2D.Float(1, 2, 3, 4, 5, 6),
                new Rectangle2D.Float(1, 2, 3, 4),
                new RoundRectangle2D.Float(1, 2, 3, 4, 5, 6)));
    to.value(
        "shape of doubles",
        source ->
            source.oneOf(
                new Arc2D.Double(1, 2, 3, 4, 5, 6, Arc2D.CHORD),
                new CubicCurve2D.Double(1, 2, 3, 4, 5, 6, 7, 8),
                new Ellipse2D.Double(1, 2, 3, 4),
                new Line2D.Double(1, 2, 3, 4),
                new Path2D.Double(new Line2D.Double(1, 2, 3, 4)),
                new Point2D.Double(1, 2),
                new QuadCurve2D.Double(1, 2, 3, 4, 5, 6),
                new Rectangle2D.Double(1, 2, 3, 4),
                new RoundRectangle2D.Double(1, 2, 3, 4, 5, 6)));
    to.value("GeneralPath", source -> new GeneralPath(new Rectangle(1, 2, 3, 4)));
  }

  private static void addEvents(Makers to) {
    to.value("EventObject", source -> new EventObject("source"));
    to.value("PropertyChangeEvent", source -> new PropertyChangeEvent("source", "name", 1, "new"));
    to.value(
        "IndexedPropertyChangeEvent",
        source -> new IndexedPropertyChangeEvent("source", "name", 1, "new", source.number()));
    to.holder(
        "PropertyChangeSupport",
        source -> new PropertyChangeSupport(new UserTypes.SerialNode(source.number())));
    to.holder(
        "VetoableChangeSupport",
        source -> new VetoableChangeSupport(new UserTypes.SerialNode(source.number())));
  }
}
