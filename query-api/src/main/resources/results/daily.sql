-- The view's own revenue is a decimal that JSON would round.
SELECT variant_id, day, users, impressions, clicks, conversions, toString(revenue) AS revenue_text
FROM
(
    SELECT variant_id, day, users, impressions, clicks, conversions, revenue
    FROM splitstream.v_metric_daily
    WHERE workspace_id = {workspace:String} AND experiment_id = {experiment:String}
    ORDER BY day DESC
    LIMIT 10000
)
ORDER BY day, variant_id
