using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Gram;

/// <summary>
/// G += J Jᵀ of float32 rows on processors with AVX2. libtorch's matrix product computes both triangles and adds all columns up in float32;
/// this one computes the upper triangle, and adds up in float64 what every <see cref="Columns"/> columns give. Every entry is the work of
/// one thread, in the same order however many there are.
/// </summary>
internal static unsafe class GramKernel
{
    private const int Columns = 1024;
    private const int Lanes = 8;

    // Rows and columns of a tile of G: its sums and the numbers that go into them fill the sixteen registers.
    private const int Height = 4;
    private const int Width = 3;

    // Rows that are a power of two apart would share a place in the cache.
    private const int Stride = Columns + (2 * Lanes);

    // Multiplications that are worth a second thread.
    private const double Parallel = 4e6;

    /// <summary>Whether these rows can be contracted here.</summary>
    public static bool Takes(Tensor rows) => Fma.IsSupported && rows.device_type == DeviceType.CPU && rows.dtype == ScalarType.Float32 && rows.is_contiguous();

    /// <summary>Adds the Gram matrix of rows.</summary>
    /// <param name="rows">J, [n × p], contiguous.</param>
    /// <param name="sum">G, n² entries row by row.</param>
    public static void Add(Tensor rows, double[] sum)
    {
        var (n, p) = ((int)rows.shape[0], rows.shape[1]);
        var blocks = (n + Height - 1) / Height;
        var workers = (double)n * n * p < Parallel ? 1 : Math.Clamp(get_num_threads(), 1, blocks);
        fixed (double* g = sum)
        {
            var (start, gram) = ((nint)((float*)rows.storage<float>().data_ptr() + rows.storage_offset()), (nint)g);
            if (workers == 1) Work(0);
            else System.Threading.Tasks.Parallel.For(0, workers, new() { MaxDegreeOfParallelism = workers }, Work);

            void Work(int worker) => AddRows((float*)start, n, p, (double*)gram, worker, workers);
        }

        GC.KeepAlive(rows);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++) sum[(i * n) + j] = sum[(j * n) + i];
        }
    }

    // The tiles in every so-manieth block of rows, on or above the diagonal.
    private static void AddRows(float* rows, int n, long p, double* gram, int worker, int workers)
    {
        var packed = (float*)NativeMemory.AlignedAlloc((nuint)(n * Stride * sizeof(float)), 64);
        for (var column = 0L; column < p; column += Columns)
        {
            var count = (int)Math.Min(Columns, p - column);
            for (var row = 0; row < n; row++) new ReadOnlySpan<float>(rows + (row * p) + column, count).CopyTo(new(packed + (row * Stride), count));
            for (var row = worker * Height; row < n; row += workers * Height)
            {
                for (var other = row / Width * Width; other < n; other += Width) AddTile(packed, n, row, other, count, gram);
            }
        }

        NativeMemory.AlignedFree(packed);
    }

    // Compiled in full at once: a short scoring would be over before the runtime finds out that this is where its time goes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTile(float* rows, int n, int row, int other, int count, double* gram)
    {
        // Beyond the last row the last one stands in; its sums are not used.
        float* a0 = Row(row), a1 = Row(row + 1), a2 = Row(row + 2), a3 = Row(row + 3), b0 = Row(other), b1 = Row(other + 1), b2 = Row(other + 2);
        Vector256<float> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        Vector256<float> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        var whole = count - (count % Lanes);
        for (var k = 0; k < whole; k += Lanes)
        {
            var (y0, y1, y2) = (Vector256.Load(b0 + k), Vector256.Load(b1 + k), Vector256.Load(b2 + k));
            var x = Vector256.Load(a0 + k);
            s00 = Fma.MultiplyAdd(x, y0, s00);
            s01 = Fma.MultiplyAdd(x, y1, s01);
            s02 = Fma.MultiplyAdd(x, y2, s02);
            x = Vector256.Load(a1 + k);
            s10 = Fma.MultiplyAdd(x, y0, s10);
            s11 = Fma.MultiplyAdd(x, y1, s11);
            s12 = Fma.MultiplyAdd(x, y2, s12);
            x = Vector256.Load(a2 + k);
            s20 = Fma.MultiplyAdd(x, y0, s20);
            s21 = Fma.MultiplyAdd(x, y1, s21);
            s22 = Fma.MultiplyAdd(x, y2, s22);
            x = Vector256.Load(a3 + k);
            s30 = Fma.MultiplyAdd(x, y0, s30);
            s31 = Fma.MultiplyAdd(x, y1, s31);
            s32 = Fma.MultiplyAdd(x, y2, s32);
        }

        Put(0, s00, s01, s02);
        Put(1, s10, s11, s12);
        Put(2, s20, s21, s22);
        Put(3, s30, s31, s32);

        float* Row(int i) => rows + (Math.Min(i, n - 1) * Stride);

        void Put(int i, Vector256<float> first, Vector256<float> second, Vector256<float> third)
        {
            if (row + i >= n) return;
            PutOne(row + i, other, first);
            PutOne(row + i, other + 1, second);
            PutOne(row + i, other + 2, third);
        }

        void PutOne(int i, int j, Vector256<float> lanes)
        {
            if (j < i || j >= n) return;
            double sum = Vector256.Sum(lanes);
            for (var rest = whole; rest < count; rest++) sum += (double)Row(i)[rest] * Row(j)[rest];
            gram[(i * n) + j] += sum;
        }
    }
}
