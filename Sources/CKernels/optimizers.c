// Optimizer steps, one pass over a parameter each.
//
// Letters: w is the weights, g the gradient, m its running mean, v that of its square, s (or a) the step's constants.
#include "elementary.h"

CLONES void ck_adam_step(const ck_adam *a, const float *w, const float *restrict g, float *restrict m,
                         float *restrict v, float *w_out, int64_t n) {
  ck_adam s = *a;
  float shrink = s.decoupled ? 1.0f - s.learning_rate * s.weight_decay : 1.0f;
  float coupled = s.decoupled ? 0.0f : s.weight_decay;
  float rate = s.learning_rate / s.correction1;
  float root = 1.0f / sqrtf(s.correction2);
  INDEPENDENT for (int64_t i = 0; i < n; i++) {
    float gradient = g[i] * s.gradient_scale + coupled * w[i];
    float mean = s.beta1 * m[i] + (1.0f - s.beta1) * gradient;
    float square = s.beta2 * v[i] + (1.0f - s.beta2) * gradient * gradient;
    m[i] = mean;
    v[i] = square;
    w_out[i] = w[i] * shrink - rate * mean / (root_of(square) * root + s.epsilon);
  }
}

CLONES void ck_sgd_step(const ck_sgd *a, const float *w, const float *restrict g, float *restrict velocity,
                        float *w_out, int64_t n) {
  ck_sgd s = *a;
  if (!velocity) {
    INDEPENDENT for (int64_t i = 0; i < n; i++) {
      float gradient = g[i] * s.gradient_scale + s.weight_decay * w[i];
      w_out[i] = w[i] - s.learning_rate * gradient;
    }
    return;
  }
  INDEPENDENT for (int64_t i = 0; i < n; i++) {
    float gradient = g[i] * s.gradient_scale + s.weight_decay * w[i];
    float held = s.first ? gradient : s.momentum * velocity[i] + gradient;
    velocity[i] = held;
    w_out[i] = w[i] - s.learning_rate * (s.nesterov ? gradient + s.momentum * held : held);
  }
}

CLONES void ck_rmsprop_step(const ck_rmsprop *a, const float *w, const float *restrict g, float *restrict square,
                            float *restrict velocity, float *w_out, int64_t n) {
  ck_rmsprop s = *a;
  INDEPENDENT for (int64_t i = 0; i < n; i++) {
    float gradient = g[i] + s.weight_decay * w[i];
    float mean = s.decay * square[i] + (1.0f - s.decay) * gradient * gradient;
    square[i] = mean;
    float direction = gradient / (root_of(mean) + s.epsilon);
    if (velocity) {
      direction = s.momentum * velocity[i] + direction;
      velocity[i] = direction;
    }
    w_out[i] = w[i] - s.learning_rate * direction;
  }
}

CLONES void ck_adagrad_step(float learning_rate, float epsilon, float weight_decay, const float *w,
                            const float *restrict g, float *restrict square, float *w_out, int64_t n) {
  INDEPENDENT for (int64_t i = 0; i < n; i++) {
    float gradient = g[i] + weight_decay * w[i];
    float sum = square[i] + gradient * gradient;
    square[i] = sum;
    w_out[i] = w[i] - learning_rate * gradient / (root_of(sum) + epsilon);
  }
}
