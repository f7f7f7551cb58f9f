/** What a workspace's plan allows, and the ledger of the credits that it spends. */
@NullMarked
package io.splitstream.api.plan;

import org.jspecify.annotations.NullMarked;
