package huxley.viz.viewer;

import huxley.viz.live.Scene;
import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.PhongMaterial;
import javafx.scene.shape.CullFace;
import javafx.scene.shape.MeshView;
import javafx.scene.shape.TriangleMesh;

/**
 * The cells of a scene as one mesh. Every value of a frame has one texel of one texture, so that colours change without touching
 * the mesh. Cells of which only one value is shown are little balls.
 */
final class Tubes {
    /** Thinner ones would not be seen: share of the size of the whole. */
    private static final float THINNEST = 0.0022f;
    private static final float BALL_um = 12;
    /** At least so thick a cone is closed at its ends; um. */
    private static final float CAPPED_um = 3;
    private static final int FEW_CONES = 10_000;
    private static final int MANY_CONES = 50_000;
    private static final int VERTEX = 3;
    /** Numbers of a face: three times point and texture coordinate. */
    private static final int FACE = 6;

    private final Scene scene;
    private final int sides;
    private final int width;
    private final IntBuffer pixels;
    private final PixelBuffer<IntBuffer> buffer;
    private final MeshView view;
    private final float[] centre = new float[VERTEX];
    private final float thinnest_um;
    private float radius_um;

    private float[] points;
    private int pointCount;
    private int[] faces;
    private int faceCount;
    /** [face] index into the values of a frame */
    private int[] faceValue;

    Tubes(Scene scene) {
        this.scene = scene;
        long cones = 0;
        for (int cell = 0; cell < scene.cells().size(); cell++) {
            cones += isWhole(cell) ? shape(cell).coneCompartment().length : 2;
        }
        sides = cones <= FEW_CONES ? 8 : cones <= MANY_CONES ? 4 : 3;
        width = Math.max(1, (int) Math.ceil(Math.sqrt(scene.values())));
        int height = Math.max(1, Math.ceilDiv(scene.values(), width));
        pixels = IntBuffer.allocate(width * height);
        Arrays.fill(pixels.array(), ColourMap.VIRIDIS.argb(0));
        buffer = new PixelBuffer<>(width, height, pixels, PixelFormat.getIntArgbPreInstance());
        points = new float[(int) Math.min(Integer.MAX_VALUE - 8, 2L * VERTEX * sides * cones)];
        faces = new int[(int) Math.min(Integer.MAX_VALUE - 8, 2L * FACE * sides * cones)];
        faceValue = new int[faces.length / FACE];
        thinnest_um = THINNEST * extent_um();
        int value = 0;
        for (int cell = 0; cell < scene.cells().size(); cell++) {
            if (isWhole(cell)) {
                tree(cell, value);
            } else {
                ball(cell, value);
            }
            value += scene.cells().shown()[cell];
        }
        view = new MeshView(mesh(height));
        PhongMaterial material = new PhongMaterial(Color.WHITE);
        material.setDiffuseMap(new WritableImage(buffer));
        material.setSpecularColor(Color.BLACK);
        view.setMaterial(material);
        view.setCullFace(CullFace.NONE);
    }

    private boolean isWhole(int cell) {
        return scene.cells().shown()[cell] == shape(cell).compartments();
    }

    private Scene.Shape shape(int cell) {
        return scene.shapes().get(scene.cells().shape()[cell]);
    }

    MeshView view() {
        return view;
    }

    /** Half the size of what is seen, um. */
    float radius_um() {
        return radius_um;
    }

    /** The index of a value by the face that shows it, or -1. */
    int valueOf(int face) {
        return face >= 0 && face < faceCount ? faceValue[face] : -1;
    }

    /** @param values of a frame */
    void colour(float[] values, double low, double high, ColourMap map) {
        int[] argb = pixels.array();
        double scale = high > low ? 1 / (high - low) : 1;
        for (int i = 0; i < values.length && i < argb.length; i++) {
            argb[i] = map.argb((values[i] - low) * scale);
        }
        buffer.updateBuffer(_ -> null);
    }

    private void tree(int cell, int firstValue) {
        Scene.Shape shape = shape(cell);
        float[] um = shape.cone_um();
        float[] from = new float[VERTEX];
        float[] to = new float[VERTEX];
        for (int cone = 0; cone < shape.coneCompartment().length; cone++) {
            place(cell, um, 8 * cone, from);
            place(cell, um, 8 * cone + 4, to);
            cone(from, to, um[8 * cone + 3], um[8 * cone + 7], firstValue + shape.coneCompartment()[cone]);
        }
    }

    private void ball(int cell, int value) {
        float[] middle = new float[VERTEX];
        place(cell, new float[VERTEX], 0, middle);
        float[] above = {middle[0], middle[1] + BALL_um / 2, middle[2]};
        float[] below = {middle[0], middle[1] - BALL_um / 2, middle[2]};
        cone(below, middle, 0.01f, BALL_um, value);
        cone(middle, above, BALL_um, 0.01f, value);
    }

    /** A point of a cell's own shape, in the network; the y axis of the screen points down. */
    private void place(int cell, float[] um, int at, float[] to) {
        float[] r = scene.cells().rotation();
        int m = 9 * cell;
        for (int k = 0; k < VERTEX; k++) {
            to[k] = r.length == 0
                    ? um[at + k]
                    : r[m + 3 * k] * um[at] + r[m + 3 * k + 1] * um[at + 1] + r[m + 3 * k + 2] * um[at + 2];
        }
        to[0] += scene.cells().x_um()[cell];
        to[1] = -(to[1] + scene.cells().y_um()[cell]);
        to[2] += scene.cells().z_um()[cell];
    }

    private void cone(float[] from, float[] to, float fromDiam_um, float toDiam_um, int value) {
        float[] axis = {to[0] - from[0], to[1] - from[1], to[2] - from[2]};
        float length = length(axis);
        if (length < 1e-6f) {
            return;
        }
        float[] across = Math.abs(axis[1]) < 0.9f * length ? new float[] {0, 1, 0} : new float[] {1, 0, 0};
        float[] u = cross(axis, across);
        float[] v = cross(axis, u);
        scale(u, 0.5f / length(u));
        scale(v, 0.5f / length(v));
        int first = pointCount;
        ring(from, u, v, Math.max(thinnest_um, fromDiam_um));
        ring(to, u, v, Math.max(thinnest_um, toDiam_um));
        for (int i = 0; i < sides; i++) {
            int a = first + i;
            int b = first + (i + 1) % sides;
            face(a, b, a + sides, value);
            face(b, b + sides, a + sides, value);
        }
        if (sides > 3 && Math.max(fromDiam_um, toDiam_um) >= CAPPED_um) {
            for (int i = 1; i < sides - 1; i++) {
                face(first, first + i, first + i + 1, value);
                face(first + sides, first + sides + i + 1, first + sides + i, value);
            }
        }
    }

    private void ring(float[] at, float[] u, float[] v, float diam_um) {
        for (int i = 0; i < sides; i++) {
            double angle = 2 * Math.PI * i / sides;
            float c = (float) Math.cos(angle) * diam_um;
            float s = (float) Math.sin(angle) * diam_um;
            if (VERTEX * (pointCount + 1) > points.length) {
                points = Arrays.copyOf(points, 2 * points.length);
            }
            for (int k = 0; k < VERTEX; k++) {
                points[VERTEX * pointCount + k] = at[k] + c * u[k] + s * v[k];
            }
            pointCount++;
        }
    }

    private void face(int a, int b, int c, int value) {
        if (FACE * (faceCount + 1) > faces.length) {
            faces = Arrays.copyOf(faces, 2 * faces.length);
        }
        if (faceCount == faceValue.length) {
            faceValue = Arrays.copyOf(faceValue, faces.length / FACE);
        }
        int[] face = {a, value, b, value, c, value};
        System.arraycopy(face, 0, faces, FACE * faceCount, FACE);
        faceValue[faceCount++] = value;
    }

    private TriangleMesh mesh(int height) {
        centre();
        TriangleMesh mesh = new TriangleMesh();
        mesh.getPoints().setAll(points, 0, VERTEX * pointCount);
        float[] texels = new float[2 * Math.max(1, scene.values())];
        for (int i = 0; i < texels.length / 2; i++) {
            texels[2 * i] = (i % width + 0.5f) / width;
            texels[2 * i + 1] = (i / width + 0.5f) / height;
        }
        mesh.getTexCoords().setAll(texels);
        mesh.getFaces().setAll(faces, 0, FACE * faceCount);
        points = new float[0];
        faces = new int[0];
        return mesh;
    }

    /** About the size of what is seen, by the ends of its cones. */
    private float extent_um() {
        float[] least = {Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE};
        float[] most = {-Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE};
        float[] at = new float[VERTEX];
        for (int cell = 0; cell < scene.cells().size(); cell++) {
            float[] um = shape(cell).cone_um();
            for (int end = 0; end < um.length / 4; end++) {
                place(cell, um, 4 * end, at);
                for (int k = 0; k < VERTEX; k++) {
                    least[k] = Math.min(least[k], at[k]);
                    most[k] = Math.max(most[k], at[k]);
                }
            }
        }
        return Math.max(1, length(new float[] {most[0] - least[0], most[1] - least[1], most[2] - least[2]}));
    }

    /** Moves the middle of what is seen to the origin. */
    private void centre() {
        float[] least = {Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE};
        float[] most = {-Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE};
        for (int i = 0; i < VERTEX * pointCount; i++) {
            least[i % VERTEX] = Math.min(least[i % VERTEX], points[i]);
            most[i % VERTEX] = Math.max(most[i % VERTEX], points[i]);
        }
        float[] half = new float[VERTEX];
        for (int k = 0; k < VERTEX && pointCount > 0; k++) {
            centre[k] = (least[k] + most[k]) / 2;
            half[k] = (most[k] - least[k]) / 2;
        }
        for (int i = 0; i < VERTEX * pointCount; i++) {
            points[i] -= centre[i % VERTEX];
        }
        radius_um = Math.max(1, length(half));
    }

    private static float length(float[] v) {
        return (float) Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }

    private static void scale(float[] v, float by) {
        for (int k = 0; k < VERTEX; k++) {
            v[k] *= by;
        }
    }

    private static float[] cross(float[] a, float[] b) {
        return new float[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
